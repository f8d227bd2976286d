// What each reference of a blueprint's environment stands for, for one tenant: the tenant's own values here, all others by the concerns.
import type { ReferenceInput } from '../../constructs/base/concern.js';
import type { TierSource } from '../../constructs/base/sources.js';
import { tenantUrl } from '../../constructs/base/tenant.js';
import type { Sourced } from '../../constructs/base/traced.js';
import { concerns } from '../../constructs/index.js';
import type { Identity } from './plan-identity.js';

export interface TenantReferences extends ReferenceInput {
  readonly identity: Identity;
  readonly tier: Sourced<TierSource>;
}

/** A function that looks up references; it throws for one that reading should have refused. */
export function referenceResolver(input: TenantReferences): (reference: string) => Sourced<string> {
  return (reference) => {
    const path = reference.split('.');
    const found = ownValue(input, path) ?? concernValue(input, path);
    if (found === undefined) throw new Error(`the reference ${reference} was not checked by load`);
    return found;
  };
}

function concernValue(input: ReferenceInput, path: readonly string[]): Sourced<string> | undefined {
  for (const { references } of concerns) {
    const found = references?.resolve(input, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

function ownValue(input: TenantReferences, [section, field = '']: readonly string[]): Sourced<string> | undefined {
  if (section === 'tenant') return tenantValue(input, field);
  if (section !== 'entitlements' || !(field in input.tier.value.entitlements)) return undefined;
  return input.tier.at('entitlements').at(field).map(String);
}

function tenantValue({ identity, tenant, cluster }: TenantReferences, field: string): Sourced<string> | undefined {
  const host = identity.hosts[0]?.name;
  const { id, displayName, namespace, product, tier, owner } = identity;
  const values: Readonly<Record<string, Sourced<string> | undefined>> = {
    id,
    displayName,
    namespace,
    product,
    tier,
    host,
    url: host?.map((name) => tenantUrl({ tls: cluster.routing.tls.value }, name)),
    region: tenant.at('region'),
    ownerName: owner.name,
    ownerEmail: owner.email,
  };
  return values[field];
}
