// Secrets: read by the tenant's own store, by name, below its own prefix; signed in as the tenant itself; and never in git.
import { type BlueprintReport, type Workload, workloadsOf } from '../base/blueprint-rule.js';
import { type Fields, fieldsAt, listAt, textAt, textsAt, valueAt } from '../base/fields.js';
import type { Finding } from '../base/finding.js';
import type { Breach, Rule } from '../base/rule.js';
import type { BlueprintSpec } from '../base/sources.js';
import type { TenantPlan } from '../base/tenant-plan.js';
import type { Manifest, Pod, TenantView } from '../base/tenant-view.js';
import { didYouMean } from '../base/wording.js';
import { secretPrefix, secretReader } from './plan.js';
import { storeName } from './schema.js';

/** Secrets that nobody provides. */
export function secretBlueprintRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  return workloadsOf(blueprint).flatMap((workload) => unknownSecrets(workload, blueprint, report));
}

function unknownSecrets({ path, container }: Workload, blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  const known = Object.keys(blueprint.secrets);
  return [...container.secrets.entries()]
    .filter(([, name]) => !known.includes(name))
    .map(([index, name]) =>
      report('load/unknown-secret', [...path, 'secrets', index], `nobody provides the secret ${name}`, {
        hint: didYouMean(name, known) ?? 'declare it under spec.secrets',
      }),
    );
}

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
          ...(name === storeName ? [] : [{ manifest, what: 'is a second store' }]),
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
  const isOwn = (store['kind'] ?? 'SecretStore') === 'SecretStore' && store['name'] === storeName;
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
  const serviceAccountRef = { name: secretReader };
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

/** Every value of a tenant’s manifests that looks like a secret. */
function plainSecrets({ ofKind, pods }: TenantView): Breach[] {
  return [
    ...ofKind('Secret').map((manifest) => ({ manifest, what: 'would be a secret in git' })),
    ...ofKind('ConfigMap').flatMap(inConfigMap),
    ...ofKind('ExternalSecret').flatMap(inTemplate),
    ...pods.flatMap(inPod),
  ];
}

function inConfigMap(manifest: Manifest): Breach[] {
  const binary = Object.keys(fieldsAt(manifest.object, 'binaryData'));
  return [
    ...inValues(manifest, fieldsAt(manifest.object, 'data')),
    ...binary.map((key) => ({ manifest, what: `holds bytes that nobody can review in ${key}` })),
  ];
}

function inTemplate(manifest: Manifest): Breach[] {
  const template = fieldsAt(manifest.object, 'spec', 'target', 'template');
  const literals = listAt(template, 'templateFrom').filter((from) => valueAt(from, 'literal') !== undefined);
  return [
    ...inValues(manifest, fieldsAt(template, 'data')),
    ...literals.map(() => ({ manifest, what: 'holds a literal template' })),
  ];
}

function inValues(manifest: Manifest, values: Readonly<Record<string, unknown>>): Breach[] {
  return Object.entries(values).flatMap(([key, value]) =>
    looksSecret(key, value) ? [plainSecret(manifest, key)] : [],
  );
}

function inPod({ manifest, containers }: Pod): Breach[] {
  return containers.flatMap((container) => [
    ...listAt(container, 'env').flatMap((variable) => {
      const name = textAt(variable, 'name') ?? '';
      return looksSecret(name, valueAt(variable, 'value')) ? [plainSecret(manifest, name)] : [];
    }),
    ...[...textsAt(container, 'args'), ...textsAt(container, 'command')]
      .filter((word) => secretValue.test(word) || secretArgument.test(word))
      .map(() => ({ manifest, what: 'holds a secret among its arguments' })),
  ]);
}

const secretName = /(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|CREDENTIALS?)$/;
const secretValue =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----|^(?:ghp|gho|ghs|github_pat|glpat|xox[abpr]|sk_live|AKIA)[-_A-Za-z0-9]{12,}|:\/\/[^/\s:@{}]+:[^/\s:@{}]+@/;
const secretArgument = /^--?[\w-]*(?:password|passwd|passphrase|secret|token|api-?key|private-?key|access-?key)=./i;

function looksSecret(name: string, value: unknown): boolean {
  if (typeof value !== 'string' || value === '') return false;
  return secretValue.test(value) || (secretName.test(wordsOf(name)) && !value.includes('{{'));
}

/** `dbPassword`, `db-password` and `db.password` are `DB_PASSWORD`. */
function wordsOf(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[-.]/g, '_')
    .toUpperCase();
}

function plainSecret(manifest: Manifest, variable: string): Breach {
  const owner = manifest.object.metadata.labels?.['app.kubernetes.io/name'] ?? '';
  return { manifest, what: `holds ${variable} in plain sight`, cause: `services.${owner}.env.${variable}` };
}
