// The kinds of the concern jobs.
import { numberAt } from '../base/fields.js';
import type { KindTable, TemplatePods } from '../base/kind.js';
import { waves } from '../base/waves.js';

export const jobKinds: KindTable = {
  'batch/Job': {
    wave: waves.migrations,
    // After all others, one puts a database to sleep.
    step: ({ wave }) => (wave >= waves.hibernation ? 'database' : undefined),
    identity: ['metadata.name'],
    // Of a Job's spec only how many run at once, how often and whether may change (batch validation); its pods are as they began.
    immutable: ['spec.template', 'spec.selector', 'spec.completions', 'spec.completionMode', 'spec.manualSelector'],
    namedByDigest: /^/,
    risks: [{ path: /^/, does: 'runs again' }],
    // One that is done leaves nothing behind that anybody misses.
    disappears: 'reconfigures',
    pods: podsOfJob('spec'),
    runsOnce: true,
    makes: ['/Pod'],
  },
  'batch/CronJob': {
    wave: waves.scheduledJobs,
    identity: ['metadata.name'],
    // Nor does one between two runs.
    disappears: 'reconfigures',
    // Of its Jobs there is one at a time.
    pods: podsOfJob('spec', 'jobTemplate', 'spec'),
    makes: ['batch/Job', '/Pod'],
  },
};

/** `job`: the path of a Job's spec. */
function podsOfJob(...job: readonly string[]): TemplatePods {
  return { template: [...job, 'template'], most: (object) => numberAt(object, ...job, 'parallelism') ?? 1 };
}
