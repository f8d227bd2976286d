// The concern jobs: programs that run to their end, once between the database and the services or again and again.
import type { Concern } from '../base/concern.js';
import { selectorLabels } from '../base/metadata.js';
import { toOwnServices } from '../base/network-rules.js';
import { sortedEntries } from '../base/order.js';
import { missingPart } from '../base/tenant-rule.js';
import { jobKinds } from './kinds.js';
import { jobAlerts } from './monitoring.js';
import { planJobs, runningJobs } from './plan.js';
import { jobBlueprintRules, jobRules } from './rules.js';
import { jobsSchema } from './schema.js';

export const jobs: Concern = {
  name: 'jobs',
  kinds: jobKinds,
  schema: jobsSchema,
  blueprintRules: [jobBlueprintRules],
  rules: jobRules,
  tenantRules: [
    (tenant, { data }) =>
      !tenant.data.spec.sampleData || Object.values(data.spec.jobs).some(({ when }) => when === 'sample-data')
        ? []
        : [missingPart(tenant, 'sample data', ['sampleData'])],
  ],
  workloads: runningJobs,
  demand: ({ jobs }) => ({ pods: Object.values(jobs).map(({ resources }) => ({ pods: 1, containers: [resources] })) }),
  alerts: jobAlerts,
  accounts: [
    {
      wanted: ({ jobs }) =>
        Object.keys(jobs)
          .sort()
          .map((name) => ({ name, component: name })),
    },
  ],
  network: {
    workloads: (tenant) =>
      sortedEntries(tenant.jobs).map(([name, job]) => ({
        name: `job-${name}`,
        workload: name,
        pods: selectorLabels(tenant, name),
        container: job,
        ingress: [],
        egress: toOwnServices(tenant, job.waitsFor),
      })),
  },
  plan: (input) => ({ jobs: planJobs(input) }),
};
