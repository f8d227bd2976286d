// Which construct renders which concern: the only place that knows them all.
import type { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { Access } from '../../constructs/access.js';
import { Buckets } from '../../constructs/buckets.js';
import { Database } from '../../constructs/database.js';
import { Extra } from '../../constructs/extra.js';
import { Jobs } from '../../constructs/jobs.js';
import { Messaging } from '../../constructs/messaging.js';
import { Monitoring } from '../../constructs/monitoring.js';
import { TenantNamespace } from '../../constructs/namespace.js';
import { Network } from '../../constructs/network.js';
import { Routes } from '../../constructs/routes.js';
import { Secrets } from '../../constructs/secrets.js';
import { Services } from '../../constructs/services.js';
import type { TenantProps } from '../../constructs/tenant.js';
import { Volumes } from '../../constructs/volumes.js';
import type { Concern } from '../load/concerns.js';

type MakeChart = (scope: Construct, tenant: TenantProps) => Chart;

export const concernCharts: Readonly<Record<Concern, MakeChart>> = {
  namespace: (scope, tenant) => new TenantNamespace(scope, tenant),
  network: (scope, tenant) => new Network(scope, tenant),
  access: (scope, tenant) => new Access(scope, tenant),
  secrets: (scope, tenant) => new Secrets(scope, tenant),
  database: (scope, tenant) => new Database(scope, tenant),
  messaging: (scope, tenant) => new Messaging(scope, tenant),
  buckets: (scope, tenant) => new Buckets(scope, tenant),
  jobs: (scope, tenant) => new Jobs(scope, tenant),
  volumes: (scope, tenant) => new Volumes(scope, tenant),
  services: (scope, tenant) => new Services(scope, tenant),
  routes: (scope, tenant) => new Routes(scope, tenant),
  extra: (scope, tenant) => new Extra(scope, tenant),
  monitoring: (scope, tenant) => new Monitoring(scope, tenant),
};
