// The closed list of what a tenant may override, and how a tier's ceilings bound it.
// Both the blueprint's check (a ceiling below its own tier) and the plan's (an override above its ceiling) read it.

import { bytes, cpu } from './schema.js';
import type { BlueprintSpec, TenantSource, TierSource } from './sources.js';

export type Amount = string | number;

/** Paths of a tier that may be overridden; `*` stands for any service or volume. */
export const overridable = [
  'database.storage',
  'database.instances',
  'database.resources.cpu',
  'database.resources.memory',
  'volumes.*.storage',
  'services.*.replicas',
  'services.*.autoscale.min',
  'services.*.autoscale.max',
  'services.*.resources.cpu',
  'services.*.resources.memory',
] as const;

/** True for a ceiling's key: an overridable path, with `*` or the name of one of the services or volumes. */
export function isCeilingKey(key: string, blueprint: NamedParts): boolean {
  return overridable.some((pattern) => pattern === key || pathsOf(pattern, blueprint).includes(key));
}

type NamedParts = Pick<BlueprintSpec, 'services' | 'volumes'>;

/** A path with each name of the blueprint that its `*` stands for; itself without one. */
export function pathsOf(path: string, { services, volumes }: NamedParts): string[] {
  if (!path.includes('*')) return [path];
  const names = Object.keys(path.startsWith('volumes.') ? volumes : services);
  return names.map((name) => path.replace('*', name));
}

/** True for an amount in the unit of an overridable path: a number of pods, bytes or CPU. */
export function isInUnitOf(path: string, amount: Amount): boolean {
  if (path.endsWith('.cpu')) return cpu.safeParse(amount).success;
  if (path.endsWith('.memory') || path.endsWith('.storage')) return bytes.safeParse(amount).success;
  return typeof amount === 'number';
}

/** The tier's own amount at a path of it, as `services.api.replicas`. */
export function tierAmount(tier: TierSource, path: string): Amount | undefined {
  return amountAt(tier, path.split('.'));
}

/** The ceiling of a path; one that names the service goes before one for all. */
export function ceilingOf(tier: TierSource, path: string): { key: string; amount: Amount } | undefined {
  const general = path.replace(/^(services|volumes)\.[^.]+\./, '$1.*.');
  const key = [path, general].find((candidate) => Object.hasOwn(tier.ceilings, candidate));
  const amount = key === undefined ? undefined : tier.ceilings[key];
  return key === undefined || amount === undefined ? undefined : { key, amount };
}

/** Every override of a tenant, by its path. */
export function overridesOf(tenant: TenantSource['spec']): { path: string; amount: Amount }[] {
  const leaves = (value: unknown, path: readonly string[]): { path: string; amount: Amount }[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, next]) => leaves(next, [...path, key]))
      : [{ path: path.join('.'), amount: value as Amount }];
  return tenant.overrides === undefined ? [] : leaves(tenant.overrides, []);
}

function amountAt(value: unknown, steps: readonly string[]): Amount | undefined {
  const found = steps.reduce<unknown>(
    (each, step) => (typeof each === 'object' && each !== null ? (each as Record<string, unknown>)[step] : undefined),
    value,
  );
  return typeof found === 'string' || typeof found === 'number' ? found : undefined;
}
