// What an expression of a policy may use: CEL's standard functions, those for strings, and `amount` for Kubernetes' quantities.
// compile-expression.ts parses and plans with it.
import { type CelEnv, CelScalar, celEnv, celFunc } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { RE2JS } from '@bufbuild/re2';
import { parseQuantity } from '../../constructs/quantity.js';
import { remembered } from '../../constructs/remembered.js';

const { DOUBLE, STRING } = CelScalar;

/** `amount("1.5Gi")` in the unit itself: bytes, cores. What is no quantity is an error of the evaluation. */
const amount = celFunc('amount', [STRING], DOUBLE, (text) => Number(parseQuantity(text)) / 1e9);

export const environment: CelEnv = celEnv({
  funcs: [...strings, amount],
  // Compiling a pattern costs twenty times what matching does, and policies ask the same of thousands of objects.
  re2: { compile: remembered((pattern) => RE2JS.compile(pattern), 1000) },
});
