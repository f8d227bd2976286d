// Who a tenant is, whichever of git and Argo CD knows it: part of the TenantStatus that tell-tenant.ts makes.
import type { TenantIdentity } from '../tenant-identity.js';
import type { TenantStatus } from './tenant-status.js';
import type { Told } from './told.js';

/** What git says counts before what the Application says of itself. */
export function identityOf({ tenant, facts, views }: Pick<Told, 'tenant' | 'facts' | 'views'>): Identity {
  const { entry } = facts ?? {};
  const [view] = views;
  const either = (key: Exclude<keyof TenantIdentity, 'tenant'>) => entry?.[key] ?? view?.[key] ?? '';
  return {
    tenant,
    ...{ displayName: either('displayName') || tenant, namespace: entry?.namespace ?? view?.name ?? '' },
    ...{ cluster: either('cluster'), region: either('region'), product: either('product'), tier: either('tier') },
    ...{ ring: either('ring'), lifecycle: either('lifecycle'), url: either('url') },
  };
}

type Identity = TenantIdentity & Pick<TenantStatus, 'namespace'>;
