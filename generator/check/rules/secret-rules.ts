// Secrets: read by the tenant's own store, by name, below its own prefix; signed in as the tenant itself; and never in git.
import { names } from '../../../constructs/names.js';
import { secretPrefix } from '../../plan/claims.js';
import type { TenantPlan } from '../../plan/tenant-plan.js';
import type { Manifest } from '../../synth/manifest.js';
import { type Fields, fieldsAt, listAt, textAt, valueAt } from '../fields.js';
import type { Breach, Rule } from '../rule.js';
import type { TenantView } from '../tenant-view.js';
import { plainSecrets } from './plain-secrets.js';

export const secretRules: readonly Rule[] = [
  {
    code: 'check/foreign-secret-path',
    sentence: 'secrets are read by the tenant’s own store, by name, below the tenant’s prefix',
    breaches: (view) =>
      view
        .ofKind('ExternalSecret')
        .flatMap((manifest) => sourceBreaches(manifest, view).map((what) => ({ manifest, what }))),
  },
  {
    code: 'check/foreign-store',
    sentence:
      'the tenant’s one secret store is that of its cluster’s profile, signed in as the tenant’s own ServiceAccount',
    breaches: ({ plan, ofKind }) =>
      ofKind('SecretStore').flatMap((manifest): Breach[] => {
        const { name } = manifest.object.metadata;
        const spec = canonical(valueAt(manifest.object, 'spec'));
        return [
          ...(name === names.secretStore ? [] : [{ manifest, what: 'is a second store' }]),
          ...(spec === canonical(ownStore(plan)) ? [] : [{ manifest, what: 'signs in elsewhere or as somebody else' }]),
        ];
      }),
  },
  {
    code: 'check/secret-in-git',
    sentence: 'values that look like secrets come from the secret store, never from git',
    breaches: plainSecrets,
  },
];

function sourceBreaches({ object }: Manifest, { plan }: TenantView): string[] {
  const prefix = secretPrefix(plan);
  const data = listAt(object, 'spec', 'data');
  const keys = data.map((each) => textAt(each, 'remoteRef', 'key') ?? '(no key)');
  const store = fieldsAt(object, 'spec', 'secretStoreRef');
  const isOwn = (store['kind'] ?? 'SecretStore') === 'SecretStore' && store['name'] === names.secretStore;
  return [
    ...keys
      .filter((key) => prefix === undefined || !isBelow(key, prefix))
      .map((key) => `reads ${key}, which is not a name below ${prefix ?? 'a prefix of the tenant'}`),
    ...(isOwn || (data.length === 0 && Object.keys(store).length === 0) ? [] : [`uses ${storeText(store)}`]),
    ...(data.some((each) => valueAt(each, 'sourceRef') !== undefined)
      ? ['names another source for one of its keys']
      : []),
    ...(listAt(object, 'spec', 'dataFrom').every(isGenerated) ? [] : ['takes whole secrets by dataFrom']),
  ];
}

function storeText({ kind = 'SecretStore', name = '(none)' }: Fields): string {
  return `${String(kind)} ${String(name)}, not the tenant’s own store`;
}

/** Plain names only: what a backend might decode or resolve to another path is not below the prefix. */
function isBelow(key: string, prefix: string): boolean {
  return key.startsWith(prefix) && key.split('/').every((segment) => /^[\w-][\w.-]*$/.test(segment));
}

/** A password that is made in the cluster; nothing is read from any store. */
function isGenerated(source: unknown): boolean {
  const { kind, apiVersion } = fieldsAt(source, 'sourceRef', 'generatorRef');
  const others = [...Object.keys(fieldsAt(source)), ...Object.keys(fieldsAt(source, 'sourceRef'))];
  return (
    kind === 'Password' &&
    String(apiVersion).startsWith('generators.external-secrets.io/') &&
    others.every((field) => ['sourceRef', 'generatorRef', 'rewrite'].includes(field))
  );
}

/** What the cluster's profile says of the tenant's store, written out once more: what signs in to it must be nothing else. */
function ownStore({ cluster: { secretStore } }: TenantPlan): Fields | undefined {
  if (secretStore.kind === 'generated') return undefined;
  const serviceAccountRef = { name: names.secretReader };
  if (secretStore.kind === 'aws')
    return {
      provider: {
        aws: { service: 'SecretsManager', region: secretStore.awsRegion, auth: { jwt: { serviceAccountRef } } },
      },
    };
  const { server, mount, authMount, role } = secretStore;
  const auth = { kubernetes: { mountPath: authMount, role, serviceAccountRef } };
  return { provider: { vault: { server, path: mount, version: 'v2', auth } } };
}

/** One text for one value, whatever the order of its keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
