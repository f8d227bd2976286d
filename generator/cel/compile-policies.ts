// The policies of policies/ → compiled ones by the kinds that they look at, and findings at the expressions that are wrong.
import { type Finding, finding } from '../finding/finding.js';
import type { ObjectPolicySource } from '../load/schema/object-policy.js';
import type { SourcePath } from '../load/source-document.js';
import type { Loaded } from '../load/sources.js';
import { compileExpression, type Evaluate, type ExpressionProblem } from './compile-expression.js';
import { fieldsRead } from './fields-read.js';

export interface CompiledValidation {
  readonly holds: Evaluate;
  readonly message: string;
  readonly makeMessage?: Evaluate;
  /** Names of the object's fields that it asks for. */
  readonly fields: readonly string[];
  /** Where its expression is. */
  readonly path: SourcePath;
}

export interface CompiledPolicy {
  readonly source: Loaded<ObjectPolicySource>;
  readonly validations: readonly CompiledValidation[];
}

export interface CompiledPolicies {
  readonly policies: readonly CompiledPolicy[];
  readonly findings: readonly Finding[];
}

/** Compiles every expression; a policy with a faulty one is left out, and its finding is an error. */
export function compilePolicies(sources: ReadonlyMap<string, Loaded<ObjectPolicySource>>): CompiledPolicies {
  const findings: Finding[] = [];
  const compile = (source: Loaded<ObjectPolicySource>, text: string, path: SourcePath, wanted: 'bool' | 'string') => {
    const result = compileExpression(text, wanted);
    if (typeof result === 'function') return result;
    findings.push(expressionFinding(source, path, result));
    return undefined;
  };
  const policies = [...sources.values()].flatMap((source) => {
    const validations = source.data.spec.validations.flatMap((validation, index) => {
      const base = ['spec', 'validations', index];
      const { expression, message, messageExpression } = validation;
      const holds = compile(source, expression, [...base, 'expression'], 'bool');
      const makeMessage =
        messageExpression === undefined
          ? undefined
          : compile(source, messageExpression, [...base, 'messageExpression'], 'string');
      if (holds === undefined) return [];
      const made = { holds, message, fields: fieldsRead(expression), path: [...base, 'expression'] };
      return [{ ...made, ...(makeMessage === undefined ? {} : { makeMessage }) }];
    });
    return validations.length === source.data.spec.validations.length ? [{ source, validations }] : [];
  });
  return { policies, findings };
}

function expressionFinding(
  { data, document }: Loaded<ObjectPolicySource>,
  path: SourcePath,
  { message, hint, offset }: ExpressionProblem,
): Finding {
  return finding('load/policy-expression', {
    message: `the policy ${data.metadata.name} can not be asked: ${message}`,
    hint,
    place: document.placeInText(path, offset),
  });
}
