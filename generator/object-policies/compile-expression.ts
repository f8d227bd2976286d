// The text of an expression → a function that evaluates it, or what is wrong with it and where. Each expression is compiled once per run.

import type { CelInput } from '@bufbuild/cel';
import { isCelError, parse, plan } from '@bufbuild/cel';
import { environment } from './cel-environment.js';
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
