// What a tenant may override, and how a tier's ceilings bound it. Concerns list the paths of a tier that may be overridden; `*` in one
// stands for any name of the blueprint's section that the path begins with.
import { bytes, cpu } from './schema.js';
import type { BlueprintSpec, TenantSpec, TierSource } from './sources.js';

export type Amount = string | number;

/** A path with each name of the blueprint that its `*` stands for; itself without one. */
export function pathsOf(path: string, blueprint: BlueprintSpec): string[] {
  const [section = '', any] = path.split('.');
  if (any !== '*') return [path];
  const named = (blueprint as unknown as Readonly<Record<string, object | undefined>>)[section] ?? {};
  return Object.keys(named).map((name) => path.replace('*', name));
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
  const general = path.replace(/^([^.]+)\.[^.]+\./, '$1.*.');
  const key = [path, general].find((candidate) => Object.hasOwn(tier.ceilings, candidate));
  const amount = key === undefined ? undefined : tier.ceilings[key];
  return key === undefined || amount === undefined ? undefined : { key, amount };
}

/** Every override of a tenant, by its path. */
export function overridesOf(tenant: TenantSpec): { path: string; amount: Amount }[] {
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
