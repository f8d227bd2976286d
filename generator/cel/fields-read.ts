// The names of an object's fields that an expression asks for: a finding of it is put to the line that set one of those.
import { parse } from '@bufbuild/cel';
import type { Expression } from './expression-types.js';

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
