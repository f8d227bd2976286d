// Where a manifest could hold a secret in plain sight: environments, arguments, ConfigMaps and the templates of ExternalSecrets.
// Names and well-known shapes of values give them away; a value made from fetched keys (`{{ … }}`) is none.
import type { Manifest } from '../../synth/manifest.js';
import { fieldsAt, listAt, textAt, textsAt, valueAt } from '../fields.js';
import type { Breach } from '../rule.js';
import type { Pod, TenantView } from '../tenant-view.js';

/** Every value of a tenant’s manifests that looks like a secret. */
export function plainSecrets({ ofKind, pods }: TenantView): Breach[] {
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
