// The chart of each concern. They stand apart from `index.ts` so that cdk8s is loaded only by commands that render.
import type { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { Access } from './access/chart.js';
import type { Concern } from './base/concern.js';
import type { TenantProps } from './base/tenant.js';
import { Buckets } from './buckets/chart.js';
import { Database } from './database/chart.js';
import { Extra } from './extra/chart.js';
import { Jobs } from './jobs/chart.js';
import { Messaging } from './messaging/chart.js';
import { Monitoring } from './monitoring/chart.js';
import { TenantNamespace } from './namespace/chart.js';
import { Network } from './network/chart.js';
import { Routes } from './routes/chart.js';
import { Secrets } from './secrets/chart.js';
import { Services } from './services/chart.js';
import { Volumes } from './volumes/chart.js';

/** A concern's objects; empty for a tenant that has none. `all`: every concern, for those that gather. */
type ChartOf = (scope: Construct, tenant: TenantProps, all: readonly Concern[]) => Chart;

/** By the concern's name. */
export const charts: Readonly<Record<string, ChartOf>> = {
  namespace: (scope, tenant, all) => new TenantNamespace(scope, tenant, all),
  network: (scope, tenant, all) => new Network(scope, tenant, all),
  access: (scope, tenant, all) => new Access(scope, tenant, all),
  secrets: (scope, tenant, all) => new Secrets(scope, tenant, all),
  database: (scope, tenant) => new Database(scope, tenant),
  messaging: (scope, tenant) => new Messaging(scope, tenant),
  buckets: (scope, tenant) => new Buckets(scope, tenant),
  jobs: (scope, tenant) => new Jobs(scope, tenant),
  volumes: (scope, tenant) => new Volumes(scope, tenant),
  services: (scope, tenant, all) => new Services(scope, tenant, all),
  routes: (scope, tenant) => new Routes(scope, tenant),
  monitoring: (scope, tenant, all) => new Monitoring(scope, tenant, all),
  extra: (scope, tenant) => new Extra(scope, tenant),
};
