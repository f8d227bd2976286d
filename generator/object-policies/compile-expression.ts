// The text of an expression → a function that evaluates it, or what is wrong with it and where. Each expression is compiled once per run.

import { type CelEnv, type CelInput, CelScalar, celEnv, celFunc, isCelError, parse, plan } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { RE2JS } from '@bufbuild/re2';
import { memoize } from '../../constructs/base/memoize.js';
import { parseQuantity } from '../../constructs/base/quantity.js';
import type { TenantPlan } from '../../constructs/base/tenant-plan.js';
import { typeOfExpression } from './expression-types.js';

export interface Variables {
  readonly object: CelInput;
  readonly tenant: CelInput;
}

/** What an evaluation gives: a value, or the reason why there is none. */
export type Outcome = { readonly value: unknown } | { readonly failure: string };

export type Evaluate = (variables: Variables) => Outcome;

export interface ExpressionProblem {
  readonly message: string;
  readonly hint: string;
  /** Characters from the start of the expression. */
  readonly offset: number;
}

/** @param wanted The type that the whole must have, as far as that can be said beforehand. */
export function compileExpression(text: string, wanted: 'bool' | 'string'): Evaluate | ExpressionProblem {
  const parsed = tryParse(text);
  if ('offset' in parsed) return parsed;
  const type = typeOfExpression(parsed.expr);
  if (typeof type !== 'string') {
    const { part, message, hint } = type;
    return { message, hint, offset: parsed.sourceInfo?.positions[String(part)] ?? 0 };
  }
  if (type !== wanted && type !== 'dyn')
    return { message: `it gives a value of type ${type}, not ${wanted}`, hint: hints[wanted], offset: 0 };
  const evaluate = plan(environment, parsed);
  return ({ object, tenant }) => {
    const value = evaluate({ object, tenant });
    return isCelError(value) ? { failure: value.message } : { value };
  };
}

const hints = {
  bool: 'compare it with something: an expression is true where all is well',
  string: 'make a text of it: string(…)',
} as const;

function tryParse(text: string): ReturnType<typeof parse> | ExpressionProblem {
  try {
    return parse(text);
  } catch (error) {
    return {
      message: `it is no CEL: ${reasonOf(error)}`,
      hint: 'the language is described at https://cel.dev',
      offset: offsetOf(error),
    };
  }
}

/** What the parser says, without the place that it says it of. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/^<input>:\d+:\d+: /, '') : String(error);
}

function offsetOf(error: unknown): number {
  const { location } = error instanceof Error && 'location' in error ? error : { location: undefined };
  const start = typeof location === 'object' && location !== null && 'start' in location ? location.start : undefined;
  const offset = typeof start === 'object' && start !== null && 'offset' in start ? start.offset : undefined;
  return typeof offset === 'number' ? offset : 0;
}

const { DOUBLE, STRING } = CelScalar;

/** `amount("1.5Gi")` in the unit itself: bytes, cores. What is no quantity is an error of the evaluation. */
const amount = celFunc('amount', [STRING], DOUBLE, (text) => Number(parseQuantity(text)) / 1e9);

export const environment: CelEnv = celEnv({
  funcs: [...strings, amount],
  // Compiling a pattern costs twenty times what matching does, and policies ask the same of thousands of objects.
  re2: { compile: memoize((pattern) => RE2JS.compile(pattern), { most: 1000 }) },
});

type Fact = (plan: TenantPlan) => unknown;

/** Absent where the tenant does not say: `has(tenant.expiresAt)` asks for it. */
export const tenantFacts = {
  id: ({ id }) => id,
  displayName: ({ displayName }) => displayName,
  namespace: ({ namespace }) => namespace,
  blueprint: ({ product }) => product,
  tier: ({ tier }) => tier,
  region: ({ cluster }) => cluster.region,
  cluster: ({ cluster }) => cluster.name,
  environment: ({ cluster }) => cluster.environment,
  ring: ({ ring }) => ring,
  lifecycle: ({ lifecycle }) => lifecycle,
  hosts: ({ hosts }) => hosts.map(({ name }) => name),
  owner: ({ owner }) => owner,
  billing: ({ billing }) => billing,
  entitlements: ({ entitlements }) => entitlements,
  createdOn: ({ createdOn }) => createdOn,
  expiresAt: ({ expiresAt }) => expiresAt,
} as const satisfies Readonly<Record<string, Fact>>;

/** Facts that are no text. */
export const factTypes: Readonly<Record<string, 'list' | 'map'>> = {
  hosts: 'list',
  owner: 'map',
  billing: 'map',
  entitlements: 'map',
};

export function factsOf(plan: TenantPlan): Record<string, unknown> {
  return Object.fromEntries(Object.entries(tenantFacts).map(([name, fact]) => [name, fact(plan)]));
}
