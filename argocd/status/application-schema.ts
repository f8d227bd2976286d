// The fields of an Application (argoproj.io/v1alpha1) that are read, and what becomes of nonsense in them: whatever a person, a
// broken controller or an enemy wrote there, reading never fails, and never gives more than the bounds below.
import { z } from 'zod';
import { healthStatuses, operationPhases, syncStatuses } from './application-view.js';
import { cleanText } from './clean-text.js';

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

export type TenantLabel = (typeof labelKeys)[number];

export const managedByLabel = 'app.kubernetes.io/managed-by';
export const labelPrefix = 'tenantry.dev/';

/** Kubernetes bounds a label's value; what does not fit was not written by Tenantry. */
const label = text(63);

export const applicationSchema = z.object({
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

export type RawApplication = z.infer<typeof applicationSchema>;
