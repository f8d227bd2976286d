// The name of a Job in git. From its spec; Argo CD applies it and prunes the one that it takes the place of.
import type { k8s } from 'cdk8s-plus-29';
import { plainData } from './resources/plain-object.js';
import { shortDigest } from './short-digest.js';

/**
 * A Job can not be changed: its name carries a digest of the whole spec, so that a new version is a new Job. It needs no TTL then: a
 * Job that deletes itself would be applied again for ever.
 */
export function jobName(name: string, spec: k8s.JobSpec): string {
  return `${name}-${shortDigest(plainData(spec))}`;
}
