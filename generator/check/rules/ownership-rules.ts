// Ownership: every object of a tenant is in its namespace, and its hosts, secret paths and backups are its own.
import { tenantKinds } from '../../../argocd/tenant-kinds.js';
import { names } from '../../../constructs/names.js';
import { backupPrefix, secretPrefix } from '../../plan/claims.js';
import type { Manifest } from '../../synth/manifest.js';
import { listAt, textAt, valueAt } from '../fields.js';
import type { Breach, Rule } from '../rule.js';
import type { TenantView } from '../tenant-view.js';

export const ownershipRules: readonly Rule[] = [
  {
    code: 'check/foreign-namespace',
    sentence: 'every object of a tenant lives in its namespace, or is that Namespace',
    breaches: ({ plan, manifests }) =>
      manifests.flatMap((manifest) => {
        const { kind, metadata } = manifest.object;
        const found = kind === 'Namespace' ? metadata.name : metadata.namespace;
        return found === plan.namespace
          ? []
          : [{ manifest, what: `is in the namespace ${found ?? '(none)'}, not in ${plan.namespace}` }];
      }),
  },
  {
    code: 'check/forbidden-kind',
    sentence: 'tenants have objects of a closed list of kinds; the same list bounds their AppProjects',
    breaches: ({ manifests }) =>
      manifests
        .filter(
          ({ object }) =>
            !tenantKinds.some(({ group, kind }) => kind === object.kind && group === groupOf(object.apiVersion)),
        )
        .map((manifest) => ({
          manifest,
          what: `is of the kind ${manifest.object.apiVersion}, which tenants do not have`,
        })),
  },
  {
    code: 'check/duplicate-object',
    sentence: 'no two objects of a tenant have one kind and name',
    breaches: ({ manifests }) => {
      const seen = new Set<string>();
      return manifests.flatMap((manifest) => {
        const key = `${groupOf(manifest.object.apiVersion)}/${manifest.object.kind}/${manifest.object.metadata.name}`;
        if (seen.has(key)) return [{ manifest, what: 'is rendered twice' }];
        seen.add(key);
        return [];
      });
    },
  },
  {
    code: 'check/foreign-host',
    sentence: 'routes, listeners and certificates name only hosts of the tenant',
    breaches: ({ plan, manifests }) => {
      const own = new Set(plan.hosts.map((host) => host.name));
      return manifests.flatMap((manifest) =>
        hostsIn(manifest)
          .filter((host) => !own.has(host))
          .map((host) => ({ manifest, what: `serves ${host}, which is not a host of the tenant` })),
      );
    },
  },
  {
    code: 'check/foreign-secret-path',
    sentence: 'secrets are read by the tenant’s own store, by name, below the tenant’s prefix',
    breaches: (view) => view.ofKind('ExternalSecret').flatMap((manifest) => secretBreaches(manifest, view)),
  },
  {
    code: 'check/foreign-backup-path',
    sentence: 'backups go below the tenant’s own path of the backup store',
    breaches: ({ plan, ofKind }) => {
      const bucket = plan.cluster.backupStore?.bucket;
      const own = bucket === undefined ? undefined : backupPrefix({ id: plan.id, bucket });
      return ofKind('ObjectStore').flatMap((manifest) => {
        const path = textAt(manifest.object, 'spec', 'configuration', 'destinationPath');
        return path === own
          ? []
          : [{ manifest, what: `writes to ${path ?? '(nowhere)'}, not to ${own ?? 'a store of the cluster'}` }];
      });
    },
  },
];

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

/** Every host that an object would have traffic or a certificate for. */
function hostsIn({ object }: Manifest): string[] {
  const texts = (values: readonly unknown[]) =>
    values.map((value) => (typeof value === 'string' ? value : '(not a name)'));
  const readers: Readonly<Record<string, () => string[]>> = {
    HTTPRoute: () => texts(listAt(object, 'spec', 'hostnames')),
    ListenerSet: () => listAt(object, 'spec', 'listeners').map((listener) => textAt(listener, 'hostname') ?? '*'),
    Ingress: () => [
      ...listAt(object, 'spec', 'rules').map((rule) => textAt(rule, 'host') ?? '*'),
      ...listAt(object, 'spec', 'tls').flatMap((tls) => texts(listAt(tls, 'hosts'))),
    ],
    Certificate: () =>
      texts([
        ...listAt(object, 'spec', 'dnsNames'),
        ...[textAt(object, 'spec', 'commonName')].filter((name) => name !== undefined),
      ]),
  };
  return readers[object.kind]?.() ?? [];
}

function secretBreaches(manifest: Manifest, { plan }: TenantView): Breach[] {
  const { object } = manifest;
  const prefix = secretPrefix(plan);
  const store = [
    textAt(object, 'spec', 'secretStoreRef', 'kind') ?? 'SecretStore',
    textAt(object, 'spec', 'secretStoreRef', 'name'),
  ].join(' ');
  const keys = listAt(object, 'spec', 'data').map((data) => textAt(data, 'remoteRef', 'key') ?? '');
  const generated = listAt(object, 'spec', 'dataFrom').every(
    (source) => textAt(source, 'sourceRef', 'generatorRef', 'kind') === 'Password',
  );
  const breaches = keys
    .filter((key) => !isBelow(key, prefix))
    .map((key) => ({ manifest, what: `reads ${key}, which is not below ${prefix}` }));
  if (keys.length > 0 && store !== `SecretStore ${names.secretStore}`)
    breaches.push({ manifest, what: `uses ${store}, not the tenant’s own store` });
  if (!generated) breaches.push({ manifest, what: 'takes whole secrets by dataFrom' });
  const otherStores = [...listAt(object, 'spec', 'data'), ...listAt(object, 'spec', 'dataFrom')].some(
    (each) => valueAt(each, 'sourceRef', 'storeRef') !== undefined,
  );
  if (otherStores) breaches.push({ manifest, what: 'names another store beside its own' });
  return breaches;
}

function isBelow(key: string, prefix: string): boolean {
  return (
    key.startsWith(prefix) && !key.split('/').some((segment) => segment === '' || segment === '.' || segment === '..')
  );
}
