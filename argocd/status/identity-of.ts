// Who a tenant is, whichever of git and Argo CD knows it: part of the TenantStatus that tell-tenant.ts makes.
import type { Told } from './told.js';

/** What git says counts before what the Application says of itself. */
export function identityOf({ tenant, facts, views }: Pick<Told, 'tenant' | 'facts' | 'views'>) {
  const { entry } = facts ?? {};
  const [view] = views;
  const either = (key: Named) => entry?.[key] ?? view?.[key] ?? '';
  return {
    tenant,
    ...{ displayName: either('displayName') || tenant, namespace: entry?.namespace ?? view?.name ?? '' },
    ...{ cluster: either('cluster'), region: either('region'), product: either('product'), tier: either('tier') },
    ...{ ring: either('ring'), lifecycle: either('lifecycle'), url: either('url') },
  };
}

/** What both of them name. */
type Named = 'displayName' | 'cluster' | 'region' | 'product' | 'tier' | 'ring' | 'lifecycle' | 'url';
