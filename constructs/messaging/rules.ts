// Messaging: on the broker of the cluster's profile, in the tenant's own virtual host, by the tenant's own user and no other.
// The host's and the user's name are derived from the namespace once more: what the plan says of them is not taken for granted.
import { type BlueprintReport, unknownUsers } from '../base/blueprint-rule.js';
import { fieldsAt, listAt, textAt, valueAt } from '../base/fields.js';
import type { Finding } from '../base/finding.js';
import type { Breach, Rule } from '../base/rule.js';
import type { BlueprintSpec } from '../base/sources.js';
import type { Manifest, TenantView } from '../base/tenant-view.js';
import { didYouMean } from '../base/wording.js';
import { messagingName } from './broker.js';

/** Users that are neither a service nor a job, bindings to nothing, sizes of nothing. */
export function messagingBlueprintRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  const { messaging, tiers } = blueprint;
  if (messaging === undefined)
    return Object.entries(tiers).flatMap(([name, tier]) =>
      tier.messaging === undefined
        ? []
        : [
            report('load/unknown-part', ['tiers', name, 'messaging'], 'the blueprint has no messaging', {
              hint: 'remove the size, or declare what it sizes',
              part: 'key',
            }),
          ],
    );
  return [...unknownUsers(messaging, ['messaging'], blueprint, report), ...unknownExchanges(blueprint, report)];
}

function unknownExchanges({ messaging }: BlueprintSpec, report: BlueprintReport): Finding[] {
  const known = Object.keys(messaging?.exchanges ?? {});
  return Object.entries(messaging?.queues ?? {}).flatMap(([queue, { bindings }]) =>
    Object.keys(bindings)
      .filter((exchange) => !known.includes(exchange))
      .map((exchange) => {
        const path = ['messaging', 'queues', queue, 'bindings', exchange];
        const hint = didYouMean(exchange, known) ?? 'declare it under spec.messaging.exchanges';
        return report('load/unknown-part', path, `there is no exchange ${exchange}`, { hint, part: 'key' });
      }),
  );
}

export const messagingRules: readonly Rule[] = [
  {
    code: 'check/foreign-vhost',
    sentence: 'messaging is on the broker of the cluster’s profile, in the tenant’s own virtual host, by its own user',
    breaches: (view) => [
      ...kinds.flatMap((kind) =>
        ofBroker(view, kind).flatMap((manifest) =>
          [...brokerBreaches(manifest, view), ...hostBreaches(manifest, view)].map((what) => ({ manifest, what })),
        ),
      ),
      ...secretBreaches(view),
    ],
  },
];

const kinds = ['Vhost', 'User', 'Permission', 'Exchange', 'Queue', 'Binding'] as const;

function ofBroker(view: TenantView, kind: string): readonly Manifest[] {
  return view.ofKind(kind).filter(({ object }) => object.apiVersion.startsWith('rabbitmq.com/'));
}

function brokerBreaches({ object }: Manifest, { plan }: TenantView): string[] {
  const { name, namespace, ...others } = fieldsAt(object, 'spec', 'rabbitmqClusterReference');
  const own = plan.cluster.messaging?.cluster;
  const isOwn = own !== undefined && name === own.name && namespace === own.namespace;
  return isOwn && Object.keys(others).length === 0 ? [] : [`is on the broker ${String(namespace)}/${String(name)}`];
}

function hostBreaches({ object }: Manifest, { plan }: TenantView): string[] {
  if (object.kind === 'User') return userBreaches(object);
  const field = object.kind === 'Vhost' ? 'name' : 'vhost';
  const host = textAt(object, 'spec', field) ?? '/';
  const user = object.kind === 'Permission' ? permissionBreaches(object) : [];
  return [...(host === plan.namespace ? [] : [`is in the virtual host ${host}, not in ${plan.namespace}`]), ...user];
}

/** Its name on the broker is in the Secret; tags are rights on the whole broker. */
function userBreaches(object: unknown): string[] {
  return [
    ...(textAt(object, 'spec', 'importCredentialsSecret', 'name') === messagingName
      ? []
      : ['takes its name and password from elsewhere']),
    ...(listAt(object, 'spec', 'tags').length === 0 ? [] : ['has rights on the whole broker']),
  ];
}

function permissionBreaches(object: unknown): string[] {
  const named = valueAt(object, 'spec', 'user') !== undefined;
  return !named && textAt(object, 'spec', 'userReference', 'name') === messagingName
    ? []
    : ['is for a user that is not the tenant’s'];
}

/** Under another name the Secret would give the tenant the user of somebody else, and its password. */
function secretBreaches(view: TenantView): Breach[] {
  if (ofBroker(view, 'User').length === 0) return [];
  return view
    .ofKind('ExternalSecret')
    .filter(({ object }) => textAt(object, 'spec', 'target', 'name') === messagingName)
    .filter(({ object }) => textAt(object, 'spec', 'target', 'template', 'data', 'username') !== view.plan.namespace)
    .map((manifest) => ({ manifest, what: `is not for the user ${view.plan.namespace}` }));
}
