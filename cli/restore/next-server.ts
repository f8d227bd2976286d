// The database server in a tenant's file, after a restore begins, is done or is cancelled.

import type { TenantSource } from '../../constructs/base/sources.js';
import { generationOf } from '../../constructs/database/plan.js';
import type { PublishedServer } from '../../constructs/database/published.js';

import { UsageError } from '../terminal.js';

export type ServerSource = NonNullable<TenantSource['spec']['database']>;

export interface Begin {
  /** RFC 3339. */
  readonly at: string;
  /** Default: the server in use, or the one that a restore under way begins with. */
  readonly from?: number;
  /** Default: the next number that no server has had. */
  readonly generation?: number;
  readonly schedule?: 'daily' | 'weekly' | 'monthly';
  /** Whether the server in use is gone: then nothing is kept beside the new one. */
  readonly lost: boolean;
}

/** A new server, which begins with a backup. A restore that is under way gives way to it. */
export function begun(
  spec: TenantSource['spec'],
  published: PublishedServer | undefined,
  { at, from, generation, schedule, lost }: Begin,
): ServerSource {
  const now = generationOf(spec);
  const under = spec.database?.restore;
  const keep = lost ? undefined : under === undefined ? now : under.keep;
  return {
    generation: generation ?? Math.max(now, published?.generation ?? 1) + 1,
    restore: {
      from: from ?? under?.from ?? now,
      at,
      keep,
      schedule,
    },
  };
}

/** The restored server stays, and the one that was kept may go. */
export function done(id: string, spec: TenantSource['spec']): ServerSource {
  if (spec.database?.restore === undefined) throw new UsageError(`no restore of ${id} is under way`);
  return { generation: spec.database.generation };
}

/** Back to the server that was kept; the restored one may go. */
export function calledOff(id: string, spec: TenantSource['spec']): ServerSource {
  const keep = spec.database?.restore?.keep;
  if (keep === undefined) throw new UsageError(`no restore of ${id} is under way that keeps a server to go back to`);
  return { generation: keep };
}

/** As one line of YAML. */
export function serverText({ generation, restore }: ServerSource): string {
  if (restore === undefined) return `{generation: ${generation}}`;
  const { from, at, keep, schedule } = restore;
  const fields = [
    `from: ${from}`,
    `at: "${at}"`,
    ...(keep === undefined ? [] : [`keep: ${keep}`]),
    ...(schedule === undefined ? [] : [`schedule: ${schedule}`]),
  ];
  return `{generation: ${generation}, restore: {${fields.join(', ')}}}`;
}
