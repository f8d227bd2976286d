// The policies of policies/ → compiled ones by the kinds that they look at, and findings at the expressions that are wrong.

import { parse } from '@bufbuild/cel';
import { type Finding, finding } from '../../constructs/base/finding.js';
import type { Loaded, SourcePath } from '../../constructs/base/sources.js';
import type { ObjectPolicySource } from '../read/schema/object-policy.js';

import { compileExpression, type Evaluate, type ExpressionProblem } from './compile-expression.js';
import type { Expression } from './expression-types.js';

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
      return [{ ...made, makeMessage }];
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

/** As `spec` and `replicas`, each once; those of the tenant are none. Throws for what is no CEL. */
export function fieldsRead(text: string): string[] {
  const fields = new Set<string>();
  visit(parse(text).expr, fields);
  return [...fields];
}

/** An expression's parts are somewhere below it, whatever kind it is of. */
function visit(part: unknown, fields: Set<string>): void {
  if (typeof part !== 'object' || part === null) return;
  const selected = isExpression(part) ? selection(part) : undefined;
  if (selected !== undefined && !isOfTenant(selected)) fields.add(selected.field);
  for (const each of Object.values(part)) visit(each, fields);
}

function isExpression(part: object): part is NonNullable<Expression> {
  return 'exprKind' in part;
}

type Selection = Extract<NonNullable<Expression>['exprKind'], { case: 'selectExpr' }>['value'];

function selection(expression: Expression | undefined): Selection | undefined {
  return expression?.exprKind.case === 'selectExpr' ? expression.exprKind.value : undefined;
}

function isOfTenant({ operand }: Selection): boolean {
  const inner = selection(operand);
  if (inner !== undefined) return isOfTenant(inner);
  return operand?.exprKind.case === 'identExpr' && operand.exprKind.value.name === 'tenant';
}
