// What runs once between the database and the services: migrations, then seeds (sample data, a first administrator).
// Its props come from the plan. A Job can't be changed: its name carries a digest, so that a new version is a new Job and
// Argo CD prunes the old one. There is no TTL: a Job that deletes itself would be applied again for ever.
import { Chart } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-29';
import type { Construct } from 'constructs';
import { plainEnv } from './env.js';
import { type Identity, objectMeta, selectorLabels } from './object-meta.js';
import { podTemplate } from './pod.js';
import { Job } from './resources/core.js';
import { plainData } from './resources/plain-object.js';
import { shortDigest } from './short-digest.js';
import { sortedEntries } from './sorted-entries.js';
import type { JobProps, TenantProps } from './tenant.js';
import { waves } from './waves.js';

export type JobsProps = Identity & Pick<TenantProps, 'jobs' | 'lifecycle'>;

export class Jobs extends Chart {
  constructor(scope: Construct, props: JobsProps) {
    super(scope, 'jobs');
    if (props.lifecycle !== 'active') return;
    for (const [name, job] of sortedEntries(props.jobs)) {
      const spec = jobSpec(props, name, job);
      new Job(this, name, {
        metadata: objectMeta(props, jobName(name, spec), {
          wave: phaseWaves[job.phase],
          component: name,
          prunedAtOnce: true,
        }),
        spec,
      });
    }
  }
}

const phaseWaves = { migration: waves.migrations, seed: waves.seeds } as const satisfies Record<
  JobProps['phase'],
  number
>;

function jobSpec(tenant: Identity, name: string, job: JobProps): k8s.JobSpec {
  return {
    backoffLimit: job.retries,
    activeDeadlineSeconds: job.deadline,
    template: podTemplate(name, job, {
      // Not the tier: it would be in the digest, and a tier change would run every Job again.
      labels: { ...selectorLabels(tenant, name), 'app.kubernetes.io/part-of': tenant.product },
      container: { env: plainEnv(job.env) },
      spec: { restartPolicy: 'Never' },
    }),
  };
}

/** The digest is that of the whole spec: whatever of it changes could not be applied to the Job that is there. */
function jobName(name: string, spec: k8s.JobSpec): string {
  return `${name}-${shortDigest(plainData(spec))}`;
}
