// Messaging: on the broker of the cluster's profile, in the tenant's own virtual host, by the tenant's own user and no other.
// The host's and the user's name are derived from the namespace once more: what the plan says of them is not taken for granted.

import { fieldsAt, listAt, textAt, valueAt } from '../base/fields.js';
import type { Breach, Rule } from '../base/rule.js';
import type { Manifest, TenantView } from '../base/tenant-view.js';
import { messagingName } from './broker.js';

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
