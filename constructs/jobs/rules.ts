// Jobs: each runs once for what it does, and beside no other run of its own.
import { type BlueprintReport, boundsBelow, movingImage } from '../base/blueprint-rule.js';
import { textAt, valueAt } from '../base/fields.js';
import type { Finding } from '../base/finding.js';
import type { Rule } from '../base/rule.js';
import type { BlueprintSpec } from '../base/sources.js';
import type { JobSource } from './schema.js';

/** Jobs with no moment or with two, and jobs that run before the services that they wait for. */
export function jobBlueprintRules({ jobs }: BlueprintSpec, report: BlueprintReport): Finding[] {
  return Object.entries(jobs).flatMap(([name, job]) => [
    ...moments(name, job, report),
    ...movingImage(job.image, ['jobs', name, 'image'], report),
    ...boundsBelow(job.resources, ['jobs', name], report),
    ...(job.when !== undefined && job.waitsFor.length > 0 ? [waitsInVain(name, job.when, report)] : []),
  ]);
}

function moments(name: string, { when, schedule }: JobSource, report: BlueprintReport): Finding[] {
  const at = ['jobs', name];
  if (when === undefined && schedule === undefined) {
    const hint = 'add when, as migration, or schedule, as daily';
    return [report('load/missing-field', at, `${name} never runs`, { hint, part: 'key' })];
  }
  if (when === undefined || schedule === undefined) return [];
  const hint = 'remove one of them, or declare two jobs';
  const message = `${name} has both a moment and a schedule`;
  return [report('load/invalid-value', [...at, 'schedule'], message, { hint, part: 'key', related: [...at, 'when'] })];
}

function waitsInVain(name: string, when: string, report: BlueprintReport): Finding {
  const message = `${name} runs before the services that it waits for`;
  const hint = `remove the wait: a ${when} comes before every service`;
  return report('load/invalid-value', ['jobs', name, 'waitsFor'], message, { hint, part: 'key' });
}

export const jobRules: readonly Rule[] = [
  {
    code: 'check/job-ttl',
    sentence: 'a Job has no ttlSecondsAfterFinished: self-heal would run it again for ever',
    breaches: ({ ofKind }) =>
      ofKind('Job')
        .filter(({ object }) => valueAt(object, 'spec', 'ttlSecondsAfterFinished') !== undefined)
        .map((manifest) => ({ manifest, what: 'deletes itself' })),
  },
  {
    code: 'check/overlapping-runs',
    sentence: 'a CronJob forbids a run beside another: the quota has room for one, and two would do the work twice',
    breaches: ({ ofKind }) =>
      ofKind('CronJob')
        .filter(({ object }) => textAt(object, 'spec', 'concurrencyPolicy') !== 'Forbid')
        .map((manifest) => ({ manifest, what: 'may begin a run beside another' })),
  },
];
