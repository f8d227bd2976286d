// What a change does to one tenant: a table gives each field of its spec the action that changing it is.

import { isDeepStrictEqual } from 'node:util';
import { type Amount, overridesOf } from '../../constructs/base/overridable.js';
import { compareQuantities } from '../../constructs/base/quantity.js';
import type { Loaded, SourcePath, TenantSource } from '../../constructs/base/sources.js';
import type { ActionName } from '../read/schema/permissions.js';

import type { Sources } from '../read/sources.js';
import { type Action, facetsOf } from './action.js';

export interface TenantChange {
  readonly id: string;
  /** The sources that the change goes to: their tiers and rings count. */
  readonly base: Sources;
  /** Absent for a new tenant. */
  readonly before?: Loaded<TenantSource>;
  /** Absent for one whose file goes. */
  readonly after?: Loaded<TenantSource>;
}

/** Every action on one tenant. */
export function tenantActions(change: TenantChange): Action[] {
  const { id, before, after } = change;
  if (after === undefined) {
    const file = before?.document.file ?? `tenants/${id}.yaml`;
    return [act(change, 'remove-tenant', `remove the file of ${id}`, { file })];
  }
  if (before === undefined) return newTenantActions({ ...change, after });
  return changedTenantActions({ ...change, before, after });
}

type Spec = TenantSource['spec'];
type Changed = TenantChange & { readonly before: Loaded<TenantSource>; readonly after: Loaded<TenantSource> };

interface Done {
  readonly kind: ActionName;
  readonly sentence: string;
  /** Below `spec`. */
  readonly path: SourcePath;
}

type FieldRule = (change: Changed) => readonly Done[];

/** A new tenant's overrides and lifecycle are more than adding it; the rest of its file is what adding means. */
function newTenantActions(change: TenantChange & { readonly after: Loaded<TenantSource> }): Action[] {
  const { id, after } = change;
  const { tier, blueprint } = after.data.spec;
  const added = act(change, 'add-tenant', `add the tenant ${id} (${blueprint}, ${tier})`, after.document.place([]));
  const bare = { ...after, data: { ...after.data, spec: withoutOverrides(after.data.spec) } };
  const more = [...overrides({ ...change, after, before: bare }), ...lifecycle({ ...change, after, before: bare })];
  return [added, ...more.map((done) => actAt(change, after, done))];
}

function withoutOverrides({ overrides: _overrides, ...spec }: Spec): Spec {
  return { ...spec, lifecycle: 'active' };
}

function changedTenantActions(change: Changed): Action[] {
  return Object.values(fieldRules).flatMap((rule) => rule(change).map((done) => actAt(change, change.after, done)));
}

const fieldRules = {
  displayName: field('displayName', 'change-details', 'change the display name of'),
  blueprint: field('blueprint', 'move-tenant', 'change the blueprint of'),
  tier,
  region: field('region', 'move-tenant', 'change the region of'),
  owner: field('owner', 'change-owner', 'change the owner of'),
  domains: field('domains', 'change-domains', 'change the domains of'),
  env: field('env', 'change-env', 'change environment variables of'),
  overrides,
  database: field('database', 'restore-tenant', 'restore the database of'),
  billing: field('billing', 'change-billing', 'change the billing identifiers of'),
  sampleData: field('sampleData', 'change-details', 'change the sample data of'),
  createdOn: field('createdOn', 'change-details', 'change the creation date of'),
  expiresAt: field('expiresAt', 'change-expiry', 'change the expiry of'),
  lifecycle,
  offboardedOn: field('offboardedOn', 'offboard-tenant', 'date the offboarding of'),
} as const satisfies Readonly<Record<keyof Spec, FieldRule>>;

function field(name: keyof Spec, kind: ActionName, words: string): FieldRule {
  return ({ id, before, after }) =>
    isDeepStrictEqual(before.data.spec[name], after.data.spec[name])
      ? []
      : [{ kind, sentence: `${words} ${id}`, path: [name] }];
}

/** Tiers rise in the order of the blueprint that the change goes to; what is not known to be lower is higher. */
function tier({ id, base, before, after }: Changed): Done[] {
  const [from, to] = [before.data.spec, after.data.spec];
  if (from.tier === to.tier && from.blueprint === to.blueprint) return [];
  const order = Object.keys(base.blueprints.get(from.blueprint)?.data.spec.tiers ?? {});
  const isLower =
    from.blueprint === to.blueprint && order.includes(to.tier) && order.indexOf(to.tier) < order.indexOf(from.tier);
  const words = `the tier of ${id} from ${from.tier} to ${to.tier}`;
  return [
    {
      ...(isLower
        ? { kind: 'lower-tier', sentence: `lower ${words}` }
        : { kind: 'raise-tier', sentence: `raise ${words}` }),
      path: ['tier'],
    },
  ];
}

function overrides({ id, before, after }: Changed): Done[] {
  return overrideChanges(before.data.spec, after.data.spec).map(({ path, raises, words }) => ({
    kind: raises ? 'raise-overrides' : 'lower-overrides',
    sentence: `${raises ? 'raise' : 'lower'} ${path} of ${id}${words}`,
    path: ['overrides', ...path.split('.')],
  }));
}

const lifecycles = {
  active: { kind: 'resume-tenant', word: 'resume' },
  suspended: { kind: 'suspend-tenant', word: 'suspend' },
  offboarding: { kind: 'offboard-tenant', word: 'offboard' },
} as const satisfies Readonly<Record<Spec['lifecycle'], { kind: ActionName; word: string }>>;

function lifecycle({ id, before, after }: Changed): Done[] {
  const [from, to] = [before.data.spec.lifecycle, after.data.spec.lifecycle];
  if (from === to) return [];
  const path = ['lifecycle'];
  const { kind, word } = lifecycles[to];
  const back: readonly Done[] =
    from === 'offboarding' ? [{ kind: 'resume-tenant', sentence: `call off the offboarding of ${id}`, path }] : [];
  return [...back.filter((done) => done.kind !== kind), { kind, sentence: `${word} ${id}`, path }];
}

function actAt(change: TenantChange, after: Loaded<TenantSource>, { kind, sentence, path }: Done): Action {
  return act(change, kind, sentence, after.document.place(['spec', ...path], 'key'));
}

function act(
  { id, base, before, after }: TenantChange,
  kind: ActionName,
  sentence: string,
  place: Action['place'],
): Action {
  const facets = [before, after].flatMap((side) =>
    side === undefined ? [] : [facetsOf(side.data, base.platform.data.spec.rings)],
  );
  return { kind, sentence, tenant: id, facets, place };
}

export interface OverrideChange {
  /** As `services.api.replicas`. */
  readonly path: string;
  /** True for one that appears, whatever the tier gives; removing one goes back to what the tier gives to everybody. */
  readonly raises: boolean;
  /** As ` from 2 to 3`. */
  readonly words: string;
}

/** Every override that differs in amount, however it is written. */
function overrideChanges(before: TenantSource['spec'], after: TenantSource['spec']): OverrideChange[] {
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
