// What a change does to a tenant's overrides, amount by amount.
import { compareQuantities } from '../../constructs/quantity.js';
import { type Amount, overridesOf } from '../load/overridable.js';
import type { TenantSource } from '../load/schema/tenant.js';

export interface OverrideChange {
  /** As `services.api.replicas`. */
  readonly path: string;
  /** True for one that appears, whatever the tier gives; removing one goes back to what the tier gives to everybody. */
  readonly raises: boolean;
  /** As ` from 2 to 3`. */
  readonly words: string;
}

/** Every override that differs in amount, however it is written. */
export function overrideChanges(before: TenantSource['spec'], after: TenantSource['spec']): OverrideChange[] {
  const [old, now] = [amounts(before), amounts(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((path) => {
    const difference = compare(old.get(path), now.get(path));
    if (difference === 0) return [];
    return [{ path, raises: difference < 0, words: changeWords(old.get(path), now.get(path)) }];
  });
}

function amounts(spec: TenantSource['spec']): ReadonlyMap<string, Amount> {
  return new Map(overridesOf(spec).map(({ path, amount }) => [path, amount]));
}

function compare(from: Amount | undefined, to: Amount | undefined): number {
  if (from === undefined) return to === undefined ? 0 : -1;
  return to === undefined ? 1 : compareQuantities(String(from), String(to));
}

function changeWords(from: Amount | undefined, to: Amount | undefined): string {
  return [from === undefined ? '' : ` from ${from}`, to === undefined ? '' : ` to ${to}`].join('');
}
