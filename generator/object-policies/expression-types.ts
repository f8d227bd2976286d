// What can be said of an expression before it is evaluated: names and functions that do not exist, arguments that no function takes.
// It stays although it is a checker of our own: @bufbuild/cel (0.6.1) exports none, and the one inside it refuses everything but
// constants and names, so a misspelt field would be found only at the first object that an expression reads it of.

import type { CelFunc, parse } from '@bufbuild/cel';
import { didYouMean, quote } from '../../constructs/base/wording.js';
import { environment, factTypes, tenantFacts } from './cel-environment.js';

export type Expression = ReturnType<typeof parse>['expr'];
/** As CEL names it; `dyn` is known only when it is evaluated. */
export type TypeName = string;

export interface TypeProblem {
  readonly message: string;
  readonly hint: string;
  /** Id of the part of the expression that it is about. */
  readonly part: bigint;
}

/** The type of a whole expression, or what is wrong with it. */
export function typeOfExpression(expression: Expression): TypeName | TypeProblem {
  try {
    return typeOf(expression, { types: globals, depth: 0 });
  } catch (error) {
    if (error instanceof Unfit) return error.problem;
    throw error;
  }
}

/** Ends the look at an expression: what follows a fault mostly follows from it. */
class Unfit extends Error {
  constructor(readonly problem: TypeProblem) {
    super(problem.message);
  }
}

interface Scope {
  readonly types: ReadonlyMap<string, TypeName>;
  /** Comprehensions around it. */
  readonly depth: number;
}

const typeWords = ['bool', 'int', 'uint', 'double', 'string', 'bytes', 'list', 'map', 'null_type', 'type'];
const globals: ReadonlyMap<string, TypeName> = new Map([
  ['object', 'map'],
  ['tenant', 'map'],
  ...typeWords.map((word) => [word, 'type'] as const),
]);

/** Each level multiplies the time that an evaluation takes. */
const deepest = 3;

type Kind = Expression['exprKind'];
type ValueOf<Case extends Kind['case']> = Extract<Kind, { case: Case }> extends { value: infer Value } ? Value : never;

function typeOf(expression: Expression | undefined, scope: Scope): TypeName {
  if (expression === undefined) return 'dyn';
  const { exprKind, id } = expression;
  switch (exprKind.case) {
    case 'constExpr':
      return constantTypes[exprKind.value.constantKind.case ?? ''] ?? 'dyn';
    case 'identExpr':
      return typeOfName(exprKind.value.name, id, scope);
    case 'selectExpr':
      return typeOfField(exprKind.value, id, scope);
    case 'callExpr':
      return typeOfCall(exprKind.value, id, scope);
    case 'listExpr':
      for (const element of exprKind.value.elements) typeOf(element, scope);
      return 'list';
    case 'structExpr':
      return typeOfMap(exprKind.value, id, scope);
    case 'comprehensionExpr':
      return typeOfComprehension(exprKind.value, id, scope);
    default:
      return 'dyn';
  }
}

const constantTypes: Readonly<Record<string, TypeName>> = {
  boolValue: 'bool',
  int64Value: 'int',
  uint64Value: 'uint',
  doubleValue: 'double',
  stringValue: 'string',
  bytesValue: 'bytes',
  nullValue: 'null_type',
};

function typeOfName(name: string, part: bigint, { types }: Scope): TypeName {
  const type = types.get(name);
  if (type !== undefined) return type;
  const known = [...types.keys()].filter((each) => !typeWords.includes(each) && !each.startsWith('@'));
  throw unfit(part, `nothing is called ${quote(name)} here`, didYouMean(name, known));
}

function typeOfField({ operand, field, testOnly }: ValueOf<'selectExpr'>, part: bigint, scope: Scope): TypeName {
  const type = typeOf(operand, scope);
  if (isTenant(operand)) {
    if (!Object.hasOwn(tenantFacts, field))
      throw unfit(part, `a tenant has no ${quote(field)}`, didYouMean(field, Object.keys(tenantFacts)));
    return testOnly ? 'bool' : (factTypes[field] ?? 'string');
  }
  if (!['map', 'dyn'].includes(type)) throw unfit(part, `a value of type ${type} has no field ${quote(field)}`);
  return testOnly ? 'bool' : 'dyn';
}

function isTenant(operand: Expression | undefined): boolean {
  return operand?.exprKind.case === 'identExpr' && operand.exprKind.value.name === 'tenant';
}

function typeOfMap({ messageName, entries }: ValueOf<'structExpr'>, part: bigint, scope: Scope): TypeName {
  if (messageName !== '') throw unfit(part, `there are no messages of type ${quote(messageName)} here`);
  for (const { keyKind, value } of entries) {
    if (keyKind.case === 'mapKey') typeOf(keyKind.value, scope);
    typeOf(value, scope);
  }
  return 'map';
}

function typeOfComprehension(value: ValueOf<'comprehensionExpr'>, part: bigint, scope: Scope): TypeName {
  if (scope.depth === deepest)
    throw unfit(part, `more than ${deepest} comprehensions are inside each other`, 'make several validations of it');
  const range = typeOf(value.iterRange, scope);
  if (!['list', 'map', 'dyn'].includes(range))
    throw unfit(part, `a value of type ${range} holds nothing to go through`);
  const types = new Map(scope.types).set(value.iterVar, 'dyn').set(value.accuVar, typeOf(value.accuInit, scope));
  const inner = { types, depth: scope.depth + 1 };
  typeOf(value.loopCondition, inner);
  typeOf(value.loopStep, inner);
  return typeOf(value.result, inner);
}

function typeOfCall(call: ValueOf<'callExpr'>, part: bigint, scope: Scope): TypeName {
  const qualified = call.target?.exprKind.case === 'identExpr' ? `${call.target.exprKind.value.name}.` : undefined;
  const isQualified = qualified !== undefined && environment.funcs.find(`${qualified}${call.function}`) !== undefined;
  const name = isQualified ? `${qualified}${call.function}` : call.function;
  const target = isQualified || call.target === undefined ? undefined : typeOf(call.target, scope);
  const given = call.args.map((argument) => typeOf(argument, scope));
  const own = operators[name];
  if (own !== undefined) return own(given, (message) => unfit(part, message));
  const overloads = [...(environment.funcs.find(name) ?? [])];
  if (overloads.length === 0)
    throw unfit(part, `there is no function ${quote(name)}`, didYouMean(name, functionNames()));
  const fitting = overloads.filter((each) => takes(each, target, given));
  if (fitting.length === 0)
    throw unfit(part, `${wordOf(name)} does not take (${[target ?? [], given].flat(2).join(', ')})`);
  return [...new Set(fitting.map(({ result }) => result.name))].reduce((a, b) => (a === b ? a : 'dyn'));
}

type Refuse = (message: string) => Unfit;

/** Operators that the evaluation has no functions for, or whose functions take anything. */
const operators: Readonly<Record<string, (given: readonly TypeName[], refuse: Refuse) => TypeName>> = {
  '_&&_': booleans,
  '_||_': booleans,
  '@not_strictly_false': () => 'bool',
  '_?_:_': ([condition = 'dyn', yes = 'dyn', no = 'dyn'], refuse) => {
    booleans([condition], refuse);
    return yes === no ? yes : 'dyn';
  },
  '_[_]': ([from = 'dyn'], refuse) => {
    if (!['list', 'map', 'dyn'].includes(from)) throw refuse(`a value of type ${from} has nothing in brackets`);
    return 'dyn';
  },
  '_==_': comparable,
  '_!=_': comparable,
};

function booleans(given: readonly TypeName[], refuse: Refuse): TypeName {
  const wrong = given.find((type) => !['bool', 'dyn'].includes(type));
  if (wrong !== undefined) throw refuse(`a condition must be true or false, and this is of type ${wrong}`);
  return 'bool';
}

const numbers = ['int', 'uint', 'double'];

function comparable([left = 'dyn', right = 'dyn']: readonly TypeName[], refuse: Refuse): TypeName {
  const alike =
    left === right || [left, right].includes('dyn') || [left, right].every((each) => numbers.includes(each));
  if (!alike && ![left, right].includes('null_type')) throw refuse(`a ${left} is never equal to a ${right}`);
  return 'bool';
}

function takes(each: CelFunc, target: TypeName | undefined, given: readonly TypeName[]): boolean {
  const fits = (type: TypeName | undefined, wanted: { readonly name: string } | undefined) =>
    type === wanted?.name || [type, wanted?.name].includes('dyn');
  if ((target === undefined) !== (each.target === undefined) || given.length !== each.arguments.length) return false;
  return (
    (target === undefined || fits(target, each.target)) && given.every((type, at) => fits(type, each.arguments[at]))
  );
}

function functionNames(): string[] {
  return [...new Set([...environment.funcs].map(({ name }) => name))].filter(
    (name) => /^\w/.test(name) && !name.includes('_'),
  );
}

/** Operators by their sign, as `_+_`. */
function wordOf(name: string): string {
  return quote(name.replaceAll('_', '').replace('@in', 'in') || name);
}

function unfit(part: bigint, message: string, hint = 'see what can be used: docs/policies-and-waivers.md'): Unfit {
  return new Unfit({ part, message, hint });
}
