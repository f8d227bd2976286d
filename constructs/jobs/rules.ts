// Jobs: each runs once for what it does, and beside no other run of its own.
import { textAt, valueAt } from '../base/fields.js';
import type { Rule } from '../base/rule.js';

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
