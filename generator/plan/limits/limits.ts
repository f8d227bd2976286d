// What a tenant's file may say within its tier and platform; each subject has a file beside this one.

import type { Finding } from '../../../constructs/base/finding.js';
import { type Limits, limitFinding } from '../../../constructs/base/limit.js';
import { concerns } from '../../../constructs/index.js';
import type { PlatformSpec } from '../../read/schema/platform.js';
import { domainLimits } from './domain-limits.js';
import { envLimits } from './env-limits.js';
import { nameLimits } from './name-limits.js';
import { overrideLimits } from './override-limits.js';

/** Everything that keeps a tenant from being planned. */
export function limitFindings(limits: Limits<PlatformSpec>): Finding[] {
  return [...limitsOfWhatIsThere(limits), ...dateLimits(limits)];
}

const ofConcerns = concerns.flatMap((concern) => concern.limits ?? []);

/** The same of a file of which something was left out: it says nothing of what is not there. */
export function limitsOfWhatIsThere(limits: Limits<PlatformSpec>): Finding[] {
  return [nameLimits, overrideLimits, envLimits, domainLimits, ...ofConcerns].flatMap((limit) => limit(limits));
}

/** A demo without its end, an offboarding without its day. */
function dateLimits({ tenant, blueprint, tier }: Limits<PlatformSpec>): Finding[] {
  const { spec } = tenant.data;
  const unlimited = tier.expiry === 'required' && spec.expiresAt === undefined;
  const undated = spec.lifecycle === 'offboarding' && spec.offboardedOn === undefined;
  return [
    ...(unlimited
      ? [
          limitFinding(tenant, 'plan/expiry-required', ['spec', 'tier'], {
            message: `a tenant of the tier ${spec.tier} needs expiresAt`,
            hint: 'add expiresAt with the day it is to end, as 2026-12-31',
            related: blueprint.document.place(['spec', 'tiers', spec.tier, 'expiry']),
          }),
        ]
      : []),
    ...(undated
      ? [
          limitFinding(tenant, 'plan/offboarding-undated', ['spec', 'lifecycle'], {
            message: 'an offboarding needs the day on which it was requested',
            hint: 'add offboardedOn; the grace period counts from it',
          }),
        ]
      : []),
  ];
}
