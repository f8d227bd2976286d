// The concerns of a tenant, in the order in which their files are rendered. Beside this list, only that of their charts names them.

import type { z } from 'zod';
import { access } from './access/index.js';
import type { Concern } from './base/concern.js';
import type { TenantProps } from './base/tenant.js';
import { buckets } from './buckets/index.js';
import { database } from './database/index.js';
import { extra } from './extra/index.js';
import { jobs } from './jobs/index.js';
import { messaging } from './messaging/index.js';
import { monitoring } from './monitoring/index.js';
import { namespace } from './namespace/index.js';
import { network } from './network/index.js';
import { routes } from './routes/index.js';
import { secrets } from './secrets/index.js';
import { services } from './services/index.js';
import { volumes } from './volumes/index.js';

export const concerns: readonly Concern[] = [
  namespace,
  network,
  access,
  secrets,
  database,
  messaging,
  buckets,
  jobs,
  volumes,
  services,
  routes,
  monitoring,
  extra,
];

export const concernNames: readonly string[] = concerns.map(({ name }) => name);

/** Fields that all concerns add to one of the sources that people write. */
export function schemaFields(part: keyof NonNullable<Concern['schema']>): z.ZodRawShape {
  return Object.assign({}, ...concerns.map(({ schema }) => schema?.[part]));
}

/** Paths of a tier that tenants may override; `*` stands for any name of a section. */
export const overridable: readonly string[] = concerns.flatMap((concern) => concern.overridable ?? []);

/** What must be one tenant's alone on the whole platform, as `host:shop.example`; two tenants must not have one in common. Sorted. */
export function claimsOf(tenant: TenantProps): string[] {
  return concerns.flatMap(({ claims }) => claims?.(tenant) ?? []).sort();
}

// For authors of own constructs: the contract, and what each concern tells of a tenant.
export type * from './base/construct.js';
export type * from './buckets/schema.js';
export type * from './database/schema.js';
export type * from './extra/schema.js';
export type * from './jobs/schema.js';
export type * from './messaging/schema.js';
export type * from './monitoring/schema.js';
export type * from './namespace/quota.js';
export type * from './network/schema.js';
export type * from './routes/schema.js';
export type * from './secrets/schema.js';
export type * from './services/schema.js';
export type * from './volumes/schema.js';
