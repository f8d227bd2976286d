// Reads an Application as the API server gives it into an ApplicationView. Anyone may have written it, so all of it is checked; what is
// no tenant of this platform is named foreign.

import { z } from 'zod';
import {
  type ApplicationView,
  type ConditionView,
  healthStatuses,
  type OperationView,
  operationPhases,
  type ResourceView,
  type ResultView,
  syncStatuses,
} from './application.js';
import { cleanText } from './clean-text.js';
import { isLastBackup } from './lost-backup.js';

/**
 * Why an Application is not shown as a tenant: not one at all, not Tenantry's, another platform's, one of the platform's own
 * roots, or one whose labels, name and namespace speak of different tenants.
 */
export type Foreign = 'malformed' | 'unmanaged' | 'other-platform' | 'root' | 'mislabelled';

type ReadApplication =
  | { readonly view: ApplicationView; readonly foreign?: undefined }
  | { readonly foreign: Foreign; readonly view?: undefined };

export interface ApplicationOrigin {
  /** What this Argo CD is called here. */
  readonly argocd: string;
  /** The platform whose tenants are wanted. */
  readonly platform: string;
}

/** Gives equal objects as one and the same: what an Application lists is much the same for all tenants of a product. */
type Share = (resource: ResourceView) => ResourceView;

/** Never throws. */
export function readApplication(raw: unknown, origin: ApplicationOrigin, share: Share = alone): ReadApplication {
  const parsed = applicationSchema.safeParse(raw);
  if (!parsed.success) return { foreign: 'malformed' };
  const foreign = foreignness(parsed.data, origin);
  return foreign === undefined ? { view: viewOf(parsed.data, origin, share) } : { foreign };
}

const alone: Share = (resource) => resource;

function foreignness({ metadata, spec }: RawApplication, { platform }: ApplicationOrigin): Foreign | undefined {
  const label = labelsOf(metadata);
  if (metadata.labels[managedByLabel] !== 'tenantry') return 'unmanaged';
  if (label('platform') !== platform) return 'other-platform';
  const tenant = label('tenant');
  if (tenant === '') return 'root';
  // One name for Application and namespace (argocd/names.ts), which is a prefix and the id.
  const agrees = spec?.destination?.namespace === metadata.name && metadata.name.endsWith(tenant);
  return agrees ? undefined : 'mislabelled';
}

function labelsOf({ labels }: RawApplication['metadata']): (key: TenantLabel) => string {
  return (key) => labels[`${labelPrefix}${key}`] ?? '';
}

function viewOf(
  { metadata, spec, status, operation }: RawApplication,
  origin: ApplicationOrigin,
  share: Share,
): ApplicationView {
  const label = labelsOf(metadata);
  const info = (name: string) => spec?.info.find((row) => row.name === name)?.value ?? '';
  const { sync, health } = status ?? {};
  const last = operationOf(status?.operationState);
  return {
    argocd: origin.argocd,
    name: metadata.name,
    namespace: metadata.namespace,
    tenant: label('tenant'),
    displayName: info('Tenant'),
    url: info('Address'),
    cluster: label('cluster'),
    region: label('region'),
    product: label('product'),
    tier: label('tier'),
    ring: label('ring'),
    lifecycle: label('lifecycle'),
    createdAt: metadata.creationTimestamp,
    deleting: metadata.deletionTimestamp !== undefined,
    sync: sync?.status ?? 'Unknown',
    revision: sync?.revision || undefined,
    comparedToOwnSource: sameSource(sync?.comparedTo?.source, spec?.source),
    comparedAt: status?.reconciledAt,
    health: health?.status ?? 'Unknown',
    healthMessage: health?.message || undefined,
    healthSince: health?.lastTransitionTime,
    pending: operation !== undefined && operation !== null,
    operation: last,
    conditions: (status?.conditions ?? []).map(conditionOf),
    resources: (status?.resources ?? []).map((resource) => share(resourceOf(resource))),
    images: status?.summary?.images ?? [],
  };
}

type RawStatus = NonNullable<RawApplication['status']>;

function operationOf(state: RawStatus['operationState']): OperationView | undefined {
  if (state === undefined) return undefined;
  const { phase, message, startedAt, finishedAt, retryCount, operation, syncResult } = state;
  const results = (syncResult?.resources ?? []).map(({ hookPhase, ...result }) => ({ ...result, phase: hookPhase }));
  return {
    phase,
    message,
    startedAt,
    finishedAt,
    retries: retryCount,
    retryLimit: operation?.retry?.limit ?? 0,
    revision: syncResult?.revision || operation?.sync?.revision || undefined,
    results: phase === 'Succeeded' ? results.filter(isWorthKeeping) : results,
  };
}

/** Of what is done, only a last backup says something that is asked for afterwards. */
function isWorthKeeping(result: ResultView): boolean {
  return result.phase !== 'Succeeded' || isLastBackup(result);
}

function conditionOf({ type, message, lastTransitionTime }: RawStatus['conditions'][number]): ConditionView {
  return { type, message, since: lastTransitionTime };
}

function resourceOf(raw: RawStatus['resources'][number]): ResourceView {
  const { group, kind, name, status, syncWave, requiresPruning, requiresDeletionConfirmation } = raw;
  return {
    group,
    kind,
    name,
    wave: syncWave,
    sync: status,
    prune: requiresPruning,
    confirm: requiresDeletionConfirmation,
  };
}

// What is missing is no mistake: a default costs nothing, where a catch makes an error first.

/** How many of each are read: a tenant has some sixty objects. */
const most = { resources: 500, conditions: 20, images: 50, info: 30 } as const;

const text = (longest: number) =>
  z
    .string()
    .transform((value) => cleanText(value, longest))
    .default('')
    .catch('');
const name = text(253);
const message = text(500);
/** Whole seconds, so that times compare as texts. */
const time = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/)
  .refine((value) => !Number.isNaN(Date.parse(value)))
  .transform((value) => `${value.slice(0, 19)}Z`)
  .optional()
  .catch(undefined);
const count = z.int().min(0).max(1_000_000).default(0).catch(0);
const flag = z.boolean().default(false).catch(false);

function list<Item extends z.ZodType>(item: Item, longest: number) {
  return z
    .preprocess(
      (value) => (Array.isArray(value) ? value.slice(0, longest) : []),
      z.array(item.optional().catch(undefined)),
    )
    .transform((items) => items.filter((each) => each !== undefined));
}

function part<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object(shape).optional().catch(undefined);
}

const resource = z.object({
  group: name,
  kind: name,
  name,
  status: z.enum(syncStatuses).catch('Unknown'),
  syncWave: z.int().default(0).catch(0),
  requiresPruning: flag,
  requiresDeletionConfirmation: flag,
});

const result = z.object({ group: name, kind: name, name, status: text(20), hookPhase: text(20), message });

const operationState = part({
  phase: z.enum(operationPhases),
  message,
  startedAt: time,
  finishedAt: time,
  retryCount: count,
  operation: part({ retry: part({ limit: count }), sync: part({ revision: text(100) }) }),
  syncResult: part({ revision: text(100), resources: list(result, most.resources) }),
});

const status = part({
  sync: part({
    status: z.enum(syncStatuses).catch('Unknown'),
    revision: text(100),
    comparedTo: part({ source: z.unknown().optional() }),
  }),
  health: part({ status: z.enum(healthStatuses).catch('Unknown'), message, lastTransitionTime: time }),
  operationState,
  conditions: list(z.object({ type: text(60), message, lastTransitionTime: time }), most.conditions),
  resources: list(resource, most.resources),
  reconciledAt: time,
  summary: part({ images: list(text(300), most.images) }),
});

const labelKeys = ['tenant', 'platform', 'cluster', 'region', 'product', 'tier', 'ring', 'lifecycle'] as const;

type TenantLabel = (typeof labelKeys)[number];

export const managedByLabel = 'app.kubernetes.io/managed-by';
const labelPrefix = 'tenantry.dev/';

/** Kubernetes bounds a label's value; what does not fit was not written by Tenantry. */
const label = text(63);

const applicationSchema = z.object({
  metadata: z.object({
    name: z.string().regex(/^[a-z0-9](?:[-.a-z0-9]{0,251}[a-z0-9])?$/),
    namespace: name,
    creationTimestamp: time,
    deletionTimestamp: time,
    labels: z.preprocess(ownLabels, z.record(z.string(), label)).catch({}),
  }),
  spec: part({
    source: z.unknown().optional(),
    destination: part({ namespace: name }),
    info: list(z.object({ name: text(60), value: text(300) }), most.info),
  }),
  operation: z.unknown().optional(),
  status,
});

/** Somebody else's labels are not looked at. */
function ownLabels(labels: unknown): object {
  if (typeof labels !== 'object' || labels === null) return {};
  const own = [managedByLabel, ...labelKeys.map((key) => `${labelPrefix}${key}`)];
  return Object.fromEntries(Object.entries(labels).filter(([key]) => own.includes(key)));
}

type RawApplication = z.infer<typeof applicationSchema>;

/** Argo CD writes empty objects (`directory.jsonnet: {}`) at times and leaves them out at others: they count as absent. */
function sameSource(compared: unknown, named: unknown): boolean {
  return compared !== undefined && named !== undefined && equal(compared, named, deepest);
}

/** A source is some four levels deep. */
const deepest = 12;

function equal(a: unknown, b: unknown, depth: number): boolean {
  if (depth === 0) return false;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => equal(item, b[index], depth - 1));
  if (!isRecord(a) || !isRecord(b)) return a === b;
  const left = filled(a, depth - 1);
  const right = new Map(filled(b, depth - 1));
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && equal(value, right.get(key), depth - 1))
  );
}

function filled(record: Readonly<Record<string, unknown>>, depth: number): [string, unknown][] {
  return Object.entries(record).filter(([, value]) => !isEmpty(value, depth));
}

function isEmpty(value: unknown, depth: number): boolean {
  if (value === undefined || value === null) return true;
  return isRecord(value) && depth > 0 && Object.values(value).every((each) => isEmpty(each, depth - 1));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
