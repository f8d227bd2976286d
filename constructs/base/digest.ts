// A short digest of plain data, for names and annotations that must change when the data does.

import { createHash } from 'node:crypto';
import type { k8s } from 'cdk8s-plus-29';
import { plainData } from './plain-data.js';

/** Ten hex digits of the SHA-256 of the data's JSON; keys count in the order given. */
export function shortDigest(data: unknown): string {
  return createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 10);
}

/**
 * A Job can not be changed: its name carries a digest of the whole spec, so that a new version is a new Job. It needs no TTL then: a
 * Job that deletes itself would be applied again for ever.
 */
export function jobName(name: string, spec: k8s.JobSpec): string {
  return `${name}-${shortDigest(plainData(spec))}`;
}
