// Every workflow as text and as data: the repository's own, and the callers that `tenantry init` writes.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { workflowFiles } from '../../cli/init/github-files.js';

const folder = join(import.meta.dirname, '..', '..', '.github', 'workflows');

export interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly uses?: string;
  readonly steps?: readonly Step[];
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly secrets?: unknown;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface Workflow {
  readonly name: string;
  readonly text: string;
  readonly on: Readonly<Record<string, { readonly [field: string]: unknown } | null>>;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

export const own = readdirSync(folder).map((name) => workflow(name, readFileSync(join(folder, name), 'utf8')));
export const callers = workflowFiles({ repository: 'acme/tenantry', commit: 'a'.repeat(40) }).map(({ path, text }) =>
  workflow(`init: ${path}`, text),
);
export const all: readonly Workflow[] = [...own, ...callers];

export function jobsOf({ jobs }: Workflow): Job[] {
  return Object.values(jobs);
}

export function stepsOf(each: Workflow): Step[] {
  return jobsOf(each).flatMap(({ steps = [] }) => steps);
}

function workflow(name: string, text: string): Workflow {
  return { ...(parse(text) as Omit<Workflow, 'name' | 'text'>), name, text };
}
