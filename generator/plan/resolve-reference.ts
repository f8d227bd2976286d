// What each reference of the closed list stands for, for one tenant; load/references.ts is that list.

import type { ClusterProps } from '../../constructs/base/cluster.js';
import type { BlueprintSpec, TierSource } from '../../constructs/base/sources.js';
import { tenantUrl } from '../../constructs/base/tenant.js';
import { byRule, type Sourced, type Traced } from '../../constructs/base/traced.js';
import { bucketName } from '../../constructs/buckets/plan.js';
import { engineOf } from '../../constructs/database/engines.js';
import { serverHost } from '../../constructs/database/server.js';
import { brokerHost, brokerPort } from '../../constructs/messaging/broker.js';
import { nameOnBroker } from '../../constructs/messaging/plan.js';
import type { Resolve } from '../../constructs/services/plan-container.js';

import type { Identity } from './plan-identity.js';

export interface ReferenceInput {
  readonly identity: Identity;
  readonly region: Sourced<string>;
  readonly tier: Sourced<TierSource>;
  readonly blueprint: Sourced<BlueprintSpec>;
  readonly cluster: Traced<ClusterProps>;
  /** Which of the tenant's database servers is in use. */
  readonly generation: number;
}

type Lookup = (field: string, rest: string, last: string) => Sourced<string> | undefined;

/** A function that replaces references; it throws for one that load should have refused. */
export function referenceResolver(input: ReferenceInput): Resolve {
  const lookups: Readonly<Record<string, Lookup>> = {
    tenant: (field) => tenantValue(input, field),
    entitlements: (field) =>
      field in input.tier.value.entitlements ? input.tier.at('entitlements').at(field).map(String) : undefined,
    database: (field) => databaseValue(input, field),
    messaging: (field, rest) => messagingValue(input, field, rest),
    buckets: (field, rest, last) => bucketValue(input, field, rest, last),
    services: (field, rest) => serviceValue(input.blueprint, field, rest),
  };
  return (reference) => {
    const [kind = '', field = '', rest = '', last = ''] = reference.split('.');
    const found = lookups[kind]?.(field, rest, last);
    if (found === undefined) throw new Error(`the reference ${reference} was not checked by load`);
    return found;
  };
}

function tenantValue({ identity, region, cluster }: ReferenceInput, field: string): Sourced<string> | undefined {
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
    region,
    ownerName: owner.name,
    ownerEmail: owner.email,
  };
  return values[field];
}

function databaseValue({ blueprint, generation }: ReferenceInput, field: string): Sourced<string> | undefined {
  const database = blueprint.tryAt('database')?.value;
  if (database === undefined) return undefined;
  const { engine } = database;
  const host = serverHost({ engine, generation });
  const values: Readonly<Record<string, string>> = { host, port: String(engineOf(engine).port) };
  const value = values[field];
  return value === undefined ? undefined : byRule(value);
}

/** Names on the broker are the tenant's, its address is the cluster's. */
function messagingValue(
  { identity, cluster }: ReferenceInput,
  field: string,
  rest: string,
): Sourced<string> | undefined {
  const { namespace } = identity;
  if (field === 'exchanges' || field === 'queues') return namespace.map((own) => nameOnBroker(own, rest));
  if (field === 'vhost') return namespace;
  const broker = cluster.messaging;
  if (broker === undefined) return undefined;
  const { name, namespace: at } = broker.cluster;
  if (field === 'host') return name.map((own) => brokerHost({ cluster: { name: own, namespace: at.value } }));
  return field === 'port' ? broker.tls.map((tls) => String(brokerPort({ tls }))) : undefined;
}

function bucketValue(
  { identity, blueprint, cluster }: ReferenceInput,
  bucket: string,
  field: string,
  prefix: string,
): Sourced<string> | undefined {
  if (field === 'name') return identity.namespace.map((own) => bucketName(own, bucket));
  if (field === 'endpoint') return cluster.buckets?.endpoint;
  return field === 'prefixes'
    ? blueprint
        .at('buckets')
        .at(bucket)
        .at('prefixes')
        .map(() => `${prefix}/`)
    : undefined;
}

function serviceValue(blueprint: Sourced<BlueprintSpec>, service: string, field: string): Sourced<string> | undefined {
  const port = blueprint.at('services').tryAt(service)?.tryAt('port');
  return port?.map(
    (number) => ({ host: service, port: String(number), url: `http://${service}:${number}` })[field] ?? '',
  );
}
