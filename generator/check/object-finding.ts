// A finding about a rendered object, for every check alike: it stands at the line of the sources that led to the object, since a change
// of those need not contain what is rendered of them, and names the manifest beside it.

import { type Finding, type FindingDetails, finding, type Place } from '../../constructs/base/finding.js';
import type { FindingCode } from '../../constructs/base/finding-codes.js';
import type { Aspect } from '../../constructs/base/rule.js';
import type { Origins, TenantPlan } from '../../constructs/base/tenant-plan.js';
import type { Manifest } from '../../constructs/base/tenant-view.js';
import { type Origin, placeOf } from '../../constructs/base/traced.js';

export interface ObjectFault extends Aspect, Pick<FindingDetails, 'message' | 'hint' | 'related'> {
  readonly manifest: Manifest;
  /** The tenant's; absent for an object of the platform. */
  readonly plan?: TenantPlan | undefined;
}

/** Makes the finding. */
export function objectFinding(code: FindingCode, { manifest, plan, cause, fields, ...details }: ObjectFault): Finding {
  const aspect = { cause, fields };
  return finding(code, {
    ...details,
    ...(plan === undefined
      ? { place: { file: 'platform.yaml' } }
      : { place: placeOfObject(manifest, plan, aspect), tenant: plan.id }),
    manifest: manifest.path,
  });
}

/** The closest that there is: the value itself, one that is named as the fields are, the part that was rendered, the tenant. */
function placeOfObject(manifest: Manifest, { id, origins }: TenantPlan, { cause, fields = [] }: Aspect): Place {
  const part = partOf(manifest, origins);
  const candidates = [
    cause === undefined ? undefined : origins.of(cause),
    namedAs(fields, part),
    declaration(part),
    origins.of('id'),
  ];
  const [closest] = candidates.flatMap((origin) => (origin === undefined ? [] : (placeOf(origin) ?? [])));
  return closest ?? { file: `tenants/${id}.yaml` };
}

/** What of the plan an object was made of: `services.api`, or `database`. */
interface Part {
  readonly path: readonly string[];
  /** Who set its values, by the rest of their paths. */
  readonly values: readonly (readonly [rest: readonly string[], origin: Origin])[];
}

/** A file is called after its concern, which most fields of a plan are called after too; and objects after what they are made of. */
function partOf({ path, object }: Manifest, origins: Origins): Part {
  const concern = /([^/]+)\.yaml$/.exec(path)?.[1] ?? '';
  const all = [...origins.entries()]
    .map(([dotted, { origin }]) => [dotted.split('.'), origin] as const)
    .filter(([[first, ...rest]]) => first === concern && rest.length > 0);
  const keys = all.map(([[, key = '']]) => key).filter((key) => `-${object.metadata.name}-`.includes(`-${key}-`));
  const key = keys.toSorted((a, b) => b.length - a.length)[0];
  const whole = key === undefined ? [concern] : [concern, key];
  const values = all.filter(([steps]) => key === undefined || steps[1] === key);
  return { path: whole, values: values.map(([steps, origin]) => [steps.slice(whole.length), origin]) };
}

/** The value whose words are all among the fields, the most exact; the tenant's own before what others say for it. */
function namedAs(fields: readonly string[], { values }: Part): Origin | undefined {
  const known = new Set(fields);
  const fitting = values
    .map(([rest, origin]) => ({ words: rest.filter((step) => !isIndex(step)), origin }))
    .filter(({ words, origin }) => words.length > 0 && words.every((word) => known.has(word)) && origin.document);
  const score = ({ words, origin }: (typeof fitting)[number]) => 2 * words.length + Number(origin.layer === 'tenant');
  return fitting.toSorted((a, b) => score(b) - score(a))[0]?.origin;
}

function isIndex(step: string): boolean {
  return /^[0-9]+$/.test(step);
}

/** Where the blueprint declares the part. */
function declaration({ path, values }: Part): Origin | undefined {
  const inBlueprint = ['spec', ...path];
  const declared = values
    .map(([, origin]) => origin)
    .find(({ layer, path: own }) => layer === 'blueprint' && inBlueprint.every((step, index) => own[index] === step));
  return declared === undefined ? undefined : { ...declared, path: inBlueprint };
}

export interface ObjectCheck {
  /** Whether a tenant's objects include those that Argo CD itself is given: they are at hand as text only, and reading that costs. */
  readonly readsArgoCd: boolean;
  /** Findings about some objects; those without a plan belong to the platform. */
  check(manifests: readonly Manifest[], plan?: TenantPlan): Finding[];
  /** What can be said only after all objects have been seen, once for all of them. */
  conclude(): Finding[];
}
