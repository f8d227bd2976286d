// A finding about a rendered object, for every check alike: it stands at the line of the sources that led to the object, since a change
// of those need not contain what is rendered of them, and names the manifest beside it.
import type { FindingCode } from '../finding/codes.js';
import { type Finding, type FindingDetails, finding } from '../finding/finding.js';
import type { TenantPlan } from '../plan/tenant-plan.js';
import type { Manifest } from '../synth/manifest.js';
import { type Aspect, placeOfObject } from './object-place.js';

export interface ObjectFault extends Aspect, Pick<FindingDetails, 'message' | 'hint' | 'related'> {
  readonly manifest: Manifest;
  /** The tenant's; absent for an object of the platform. */
  readonly plan?: TenantPlan | undefined;
}

/** Makes the finding. */
export function objectFinding(code: FindingCode, { manifest, plan, cause, fields, ...details }: ObjectFault): Finding {
  const aspect = { ...(cause === undefined ? {} : { cause }), ...(fields === undefined ? {} : { fields }) };
  return finding(code, {
    ...details,
    ...(plan === undefined
      ? { place: { file: 'platform.yaml' } }
      : { place: placeOfObject(manifest, plan, aspect), tenant: plan.id }),
    manifest: manifest.path,
  });
}
