// What runs to its end: migrations, then seeds (sample data, a first administrator), once between the database and the services;
// and what runs again and again beside them. Its props come from the plan.

import { Chart } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-29';
import type { Construct } from 'constructs';
import { jobName } from '../base/digest.js';
import { type Identity, type MetaOptions, objectMeta, selectorLabels } from '../base/metadata.js';
import { sortedEntries } from '../base/order.js';
import { plainEnv, podTemplate } from '../base/pod.js';
import { CronJob, Job } from '../base/resources.js';
import type { TenantProps } from '../base/tenant.js';
import { waves } from '../base/waves.js';
import type { JobProps } from '../base/workload.js';

export type JobsProps = Identity & Pick<TenantProps, 'jobs' | 'lifecycle'>;

/**
 * A Job for each migration and seed, in a wave before the services, and a CronJob for each job with a schedule beside them. None for a
 * tenant that is not active: those that migrate and seed run again when it comes back.
 */
export class Jobs extends Chart {
  constructor(scope: Construct, props: JobsProps) {
    super(scope, 'jobs');
    // Not even a CronJob that is suspended: Argo CD (from 3.3 on) calls the whole tenant so for it.
    if (props.lifecycle !== 'active') return;
    for (const [name, job] of sortedEntries(props.jobs)) {
      const spec = jobSpec(props, name, job);
      if ('phase' in job.run) this.#addJob(props, name, { spec, wave: phaseWaves[job.run.phase] });
      else this.#addCronJob(props, name, { spec, schedule: job.run.schedule });
    }
  }

  #addJob(tenant: Identity, name: string, { spec, wave }: { spec: k8s.JobSpec; wave: number }): void {
    new Job(this, name, { metadata: jobMeta(tenant, jobName(name, spec), { wave, component: name }), spec });
  }

  /** A run that could not begin in time is left out, and none begins beside another: the quota has room for one. */
  #addCronJob(tenant: Identity, name: string, { spec, schedule }: { spec: k8s.JobSpec; schedule: string }): void {
    new CronJob(this, name, {
      metadata: jobMeta(tenant, name, { wave: waves.scheduledJobs, component: name }),
      spec: {
        schedule,
        timeZone: 'Etc/UTC',
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: 600,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 1,
        jobTemplate: { metadata: { labels: spec.template.metadata?.labels ?? {} }, spec },
      },
    });
  }
}

type Phase = Extract<JobProps['run'], { phase: unknown }>['phase'];

const phaseWaves = { migration: waves.migrations, seed: waves.seeds } as const satisfies Record<Phase, number>;

function jobMeta(tenant: Identity, name: string, options: MetaOptions) {
  return objectMeta(tenant, name, { ...options, prunedAtOnce: true });
}

function jobSpec(tenant: Identity, name: string, job: JobProps): k8s.JobSpec {
  return {
    backoffLimit: job.retries,
    activeDeadlineSeconds: job.deadline,
    template: podTemplate(name, job, {
      // Not the tier: it would be in the digest, and a tier change would run every Job again.
      labels: { ...selectorLabels(tenant, name), 'app.kubernetes.io/part-of': tenant.product },
      // What a failed one logged last is then in its pod's status, where people are told of it without a right to read logs.
      container: { env: plainEnv(job.env), terminationMessagePolicy: 'FallbackToLogsOnError' },
      spec: { restartPolicy: 'Never' },
    }),
  };
}
