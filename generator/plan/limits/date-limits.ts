// Which dates a tenant must name. None is compared with a clock: rendering gives the same today and tomorrow.
import type { Finding } from '../../finding/finding.js';
import { type Limits, limitFinding } from './limits.js';

/** A demo without its end, an offboarding without its day. */
export function dateLimits({ tenant, blueprint, tier }: Limits): Finding[] {
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
