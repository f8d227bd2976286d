// What loading knows of the code in `constructs/extra/`: for each file a construct with the schema of its props, or why there is none.
// import-constructs.ts makes it at the edge; the later stages get it as values and never look for code themselves.
import { z } from 'zod';
import type { ExtraConstruct } from './construct.js';

export type ConstructModule =
  | { readonly construct: ExtraConstruct; readonly props: z.ZodType }
  /** Why it can not be used. */
  | { readonly fault: string };

/** By name, as a blueprint has it. */
export type ConstructModules = ReadonlyMap<string, ConstructModule>;

/** What a module exports, judged; never throws, whatever it is. */
export function constructModule(exported: unknown): ConstructModule {
  if (!isConstruct(exported)) return { fault: 'its default export has no functions props and build' };
  try {
    const props = exported.props(z);
    return props instanceof z.ZodType ? { construct: exported, props } : { fault: 'its props give no schema' };
  } catch (error) {
    return { fault: faultOf(error) };
  }
}

export function faultOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isConstruct(value: unknown): value is ExtraConstruct {
  const isOptional = (field: unknown) => field === undefined || typeof field === 'function';
  if (typeof value !== 'object' || value === null || !('props' in value) || !('build' in value)) return false;
  const needs = 'needs' in value ? value.needs : undefined;
  return typeof value.props === 'function' && typeof value.build === 'function' && isOptional(needs);
}

/** Runs code of a construct. @throws ExtraFailure for whatever it throws. */
export function asked<Answer>(construct: string, work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    throw new ExtraFailure(construct, error);
  }
}

/** Code that is not ours failed, by its own fault. */
export class ExtraFailure extends Error {
  constructor(
    readonly construct: string,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
