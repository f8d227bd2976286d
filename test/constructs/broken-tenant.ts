// A sound tenant of the samples with one of its rendered objects changed, and what the checks say of it.
import { expect } from 'vitest';
import type { IndexEntry } from '../../argocd/index-entry.js';
import type { Finding } from '../../constructs/base/finding.js';
import type { FindingCode } from '../../constructs/base/finding-codes.js';
import type { TenantPlan } from '../../constructs/base/tenant-plan.js';
import type { KubeObject, Manifest } from '../../constructs/base/tenant-view.js';
import { checkTenant } from '../../generator/check/check-tenant.js';
import { regionWall } from '../../generator/check/region-wall.js';
import { renderTenant } from '../../generator/render/render-tenant.js';
import { samplePlans } from '../sample-platform.js';

/** With a Gateway, Vault, backups by access keys and a custom domain. */
export const byGateway = 'acme-auto';
/** With an Ingress, AWS, backups by role and two custom domains. */
export const byIngress = 'city-motors';
/** On MariaDB with backups, suspended. */
export const asleep = 'lumen-lamps, suspended';

export interface SoundTenant {
  readonly plan: TenantPlan;
  readonly manifests: readonly Manifest[];
  readonly entry: IndexEntry;
}

const { plans, context } = samplePlans();

export const { argocd } = context;

/** Between the regions of the samples. */
export const wall = regionWall([...context.clusters.values()].map(({ props }) => props));

const store = plans.get('lumen-lamps');
if (store === undefined) throw new Error('there is no sample tenant lumen-lamps');

export const soundTenants: ReadonlyMap<string, SoundTenant> = new Map(
  [...plans, [asleep, { ...store, lifecycle: 'suspended' }] as const].map(([id, plan]) => {
    const { manifests, entry } = renderTenant(plan, context.argocd);
    return [id, { plan, manifests, entry }];
  }),
);

export function findTenant(id: string): SoundTenant {
  const tenant = soundTenants.get(id);
  if (tenant === undefined) throw new Error(`there is no sample tenant ${id}`);
  return tenant;
}

/** Dotted, or as a list where a key holds a dot. */
type FieldPath = string | readonly (string | number)[];

/** One change of one object. */
export interface Break {
  readonly code: FindingCode;
  readonly tenant?: string;
  /** As `Deployment api`; with a star at its end, what a digest follows. */
  readonly object: string;
  /** Fields by path; undefined takes one away. */
  readonly set?: readonly (readonly [path: FieldPath, value: unknown])[];
  /** The object that the findings are about, where another is broken by it. */
  readonly about?: string;
}

/** Expects the change to be found by exactly that rule, on exactly that object. */
export function expectBreak({ code, tenant = byGateway, object, set = [], about = object }: Break): void {
  const { plan, manifests } = findTenant(tenant);
  const changed = manifests.map((manifest) =>
    isNamed(manifest, object) ? { ...manifest, object: changedObject(manifest.object, set) } : manifest,
  );
  if (!manifests.some((manifest) => isNamed(manifest, object))) throw new Error(`${tenant} has no ${object}`);
  expectFindings(checkTenant(plan, changed, wall), code, about);
}

export interface Addition {
  readonly tenant?: string;
  /** The object that the findings are about, where it is not the new one. */
  readonly about?: string;
  /** Fields of the tenant's own objects, as `Deployment web`, that are otherwise. */
  readonly instead?: Readonly<Record<string, object>>;
}

/** Expects an object beside the tenant's own to be found by exactly that rule. */
export function expectForbidden(
  code: FindingCode,
  object: KubeObject,
  { tenant = byGateway, about = `${object.kind} ${object.metadata.name}`, instead = {} }: Addition = {},
): void {
  expectFindings(findingsWith(object, { tenant, instead }), code, about);
}

/** What the checks say of a sound tenant with one more object. */
export function findingsWith(object: KubeObject, { tenant = byGateway, instead = {} }: Addition = {}): Finding[] {
  const { plan, manifests } = findTenant(tenant);
  const own = manifests.map(({ path, object: each }) => ({
    path,
    object: { ...each, ...instead[`${each.kind} ${each.metadata.name}`] },
  }));
  const added = { path: `clusters/${plan.cluster.name}/tenants/${tenant}/access.yaml`, object };
  return checkTenant(plan, [...own, added], wall);
}

/** Expects the tenant to be refused for want of an object. */
export function expectNeeded(code: FindingCode, object: string, about: string, tenant = byGateway): void {
  const { plan, manifests } = findTenant(tenant);
  expectFindings(
    checkTenant(
      plan,
      manifests.filter((manifest) => !isNamed(manifest, object)),
      wall,
    ),
    code,
    about,
  );
}

/** Metadata of an object of the tenant. */
export function ownMeta(name: string, tenant = byGateway): KubeObject['metadata'] {
  return { name, namespace: `tenant-${tenant}`, labels: { tenant } };
}

function expectFindings(findings: readonly Finding[], code: FindingCode, about: string): void {
  const codes = new Set(findings.map((each) => each.code));
  // What a rule finds wrong may be another region's as well.
  if (code !== wall.code) codes.delete(wall.code);
  expect([...codes], JSON.stringify(findings, undefined, 1)).toEqual([code]);
  const start = about.endsWith('*') ? about.slice(0, -1) : `${about} `;
  for (const { message } of findings) expect(message.slice(0, start.length)).toBe(start);
}

function isNamed({ object }: Manifest, name: string): boolean {
  const full = `${object.kind} ${object.metadata.name}`;
  return name.endsWith('*') ? full.startsWith(name.slice(0, -1)) : full === name;
}

function changedObject(object: KubeObject, set: NonNullable<Break['set']>): KubeObject {
  const copy = structuredClone(object);
  for (const [path, value] of set) put(copy, typeof path === 'string' ? path.split('.') : path, value);
  return copy;
}

function put(into: object, [key, ...rest]: readonly (string | number)[], value: unknown): void {
  if (key === undefined) return;
  const record = into as Record<string | number, unknown>;
  if (rest.length > 0) {
    record[key] ??= typeof rest[0] === 'number' || /^\d+$/.test(String(rest[0])) ? [] : {};
    put(record[key] as object, rest, value);
  } else if (value === undefined) delete record[key];
  else record[key] = value;
}
