// An Application as the API server gives it becomes an ApplicationView; whatever is no tenant's of this platform is told apart.
// The input is JSON of anybody's making, the output goes to the watch.
import {
  applicationSchema,
  labelPrefix,
  managedByLabel,
  type RawApplication,
  type TenantLabel,
} from './application-schema.js';
import type { ApplicationView, ConditionView, OperationView, ResourceView, ResultView } from './application-view.js';
import { isLastBackup } from './lost-backup.js';
import { sameSource } from './same-source.js';

/**
 * Why an Application is not shown as a tenant: not one at all, not Tenantry's, another platform's, one of the platform's own
 * roots, or one whose labels, name and namespace speak of different tenants.
 */
export type Foreign = 'malformed' | 'unmanaged' | 'other-platform' | 'root' | 'mislabelled';

export type ReadApplication =
  | { readonly view: ApplicationView; readonly foreign?: undefined }
  | { readonly foreign: Foreign; readonly view?: undefined };

export interface ApplicationOrigin {
  /** What this Argo CD is called here. */
  readonly argocd: string;
  /** The platform whose tenants are wanted. */
  readonly platform: string;
}

/** Gives equal objects as one and the same: what an Application lists is much the same for all tenants of a product. */
export type Share = (resource: ResourceView) => ResourceView;

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
  // One name for Application and namespace (argocd-props.ts), which is a prefix and the id.
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
    ...{ tenant: label('tenant'), displayName: info('Tenant'), url: info('Address') },
    ...{ cluster: label('cluster'), region: label('region'), product: label('product') },
    ...{ tier: label('tier'), ring: label('ring'), lifecycle: label('lifecycle') },
    ...known('createdAt', metadata.creationTimestamp),
    deleting: metadata.deletionTimestamp !== undefined,
    sync: sync?.status ?? 'Unknown',
    ...known('revision', sync?.revision),
    comparedToOwnSource: sameSource(sync?.comparedTo?.source, spec?.source),
    ...known('comparedAt', status?.reconciledAt),
    health: health?.status ?? 'Unknown',
    ...known('healthMessage', health?.message),
    ...known('healthSince', health?.lastTransitionTime),
    pending: operation !== undefined && operation !== null,
    ...(last === undefined ? {} : { operation: last }),
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
    ...known('startedAt', startedAt),
    ...known('finishedAt', finishedAt),
    retries: retryCount,
    retryLimit: operation?.retry?.limit ?? 0,
    ...known('revision', syncResult?.revision || operation?.sync?.revision),
    results: phase === 'Succeeded' ? results.filter(isWorthKeeping) : results,
  };
}

/** Of what is done, only a last backup says something that is asked for afterwards. */
function isWorthKeeping(result: ResultView): boolean {
  return result.phase !== 'Succeeded' || isLastBackup(result);
}

function conditionOf({ type, message, lastTransitionTime }: RawStatus['conditions'][number]): ConditionView {
  return { type, message, ...known('since', lastTransitionTime) };
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

/** A field that is left out where nothing is known. */
function known<Key extends string>(key: Key, value: string | undefined): { [key in Key]?: string } {
  return value === undefined || value === '' ? {} : ({ [key]: value } as { [key in Key]?: string });
}
