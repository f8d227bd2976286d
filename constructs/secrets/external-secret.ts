// The bodies of a tenant's ExternalSecrets: keys read by name below its own prefix, or a password made once in the cluster.
// Part of the concern secrets; no value is ever in git.

import type { GeneratedRequest, SecretTemplate, StoredRequest } from '../base/concern.js';
import { customResource } from '../base/resources.js';
import { type AwsStore, storeName, type VaultStore } from './schema.js';

export interface PrefixOwner {
  readonly namespace: string;
  readonly store: VaultStore | AwsStore;
}

/** A Secret `name` with the keys of the entry `from` of the tenant's prefix, read again every hour. */
export function storedSpec(
  { namespace, store }: PrefixOwner,
  { name, from, keys, template, once = false }: StoredRequest,
): ExternalSecretSpec {
  const key = `${store.prefix}/${namespace}/${from}`;
  return {
    ...(once ? onlyOnce : hourly),
    secretStoreRef: { kind: 'SecretStore', name: storeName },
    target: { ...targetOf(name), template },
    data: [...keys].sort().map((property) => ({ secretKey: property, remoteRef: { key, property, ...defaults } })),
  };
}

/** A Secret that is made once by the generator of the same name and never changes: nobody may lock a user out by a label. */
export function generatedSpec({ name, key, template }: GeneratedRequest): ExternalSecretSpec {
  return inventedSpec(name, [key], template);
}

/** The same with several keys: the generator makes another value for each. */
function inventedSpec(name: string, keys: readonly string[], template?: SecretTemplate): ExternalSecretSpec {
  const generatorRef = { apiVersion: 'generators.external-secrets.io/v1alpha1', kind: 'Password', name } as const;
  return {
    ...onlyOnce,
    target: { ...targetOf(name), immutable: true, template },
    dataFrom: keys.map((key) => ({
      sourceRef: { generatorRef },
      ...(key === generatedKey ? {} : { rewrite: [renamed(key)] }),
    })),
  };
}

/** Symbols are those that mean nothing in URLs, shells and YAML; with so few of them the generator must repeat. */
export function passwordSpec({ length }: Pick<GeneratedRequest, 'length'>): PasswordSpec {
  return {
    length,
    digits: Math.floor(length / 4),
    symbols: Math.floor(length / 8),
    symbolCharacters: '-_',
    noUpper: false,
    allowRepeat: true,
  };
}

const hourly = { refreshPolicy: 'Periodic', refreshInterval: '1h0m0s' } as const;
const onlyOnce = { refreshPolicy: 'CreatedOnce', refreshInterval: '0s' } as const;

const defaults = { conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' } as const;

/** What the generator calls its value. */
const generatedKey = 'password';

function renamed(key: string) {
  return { regexp: { source: `^${generatedKey}$`, target: key } };
}

function targetOf(name: string): ExternalSecretTarget {
  return { name, creationPolicy: 'Owner', deletionPolicy: 'Retain' };
}

/** Of the values that are made up: long enough for keys that sign something. */
export const inventedPassword = { key: 'password', length: 32 } as const;

/** A Secret `name` with the keys of an entry, as if a store had held it. Made once and never again, as a live password must be. */
export function inventedEntry(
  { name, keys, template }: StoredRequest,
  known: Readonly<Record<string, string>> = {},
): ExternalSecretSpec {
  const invented = keys.filter((key) => known[key] === undefined).sort();
  const isKnown = invented.length < keys.length;
  // Without any source External Secrets would make no Secret; what the template does not name is left out.
  return inventedSpec(
    name,
    invented.length === 0 ? [inventedPassword.key] : invented,
    template ?? (isKnown ? valuesTemplate(keys, known) : undefined),
  );
}

function valuesTemplate(keys: readonly string[], known: Readonly<Record<string, string>>): SecretTemplate {
  const values = [...keys].sort().map((key) => [key, known[key] ?? `{{ index . "${key}" }}`]);
  return {
    engineVersion: 'v2',
    mergePolicy: 'Replace',
    type: 'Opaque',
    metadata: { labels: {} },
    data: Object.fromEntries(values),
  };
}

interface ServiceAccountRef {
  readonly serviceAccountRef: { readonly name: string };
}

interface VaultProvider {
  readonly server: string;
  readonly path: string;
  readonly version: 'v2';
  readonly auth: { readonly kubernetes: ServiceAccountRef & { readonly mountPath: string; readonly role: string } };
}

interface AwsProvider {
  readonly service: 'SecretsManager';
  readonly region: string;
  readonly auth: { readonly jwt: ServiceAccountRef };
}

export interface SecretStoreSpec {
  readonly provider: { readonly vault: VaultProvider } | { readonly aws: AwsProvider };
}

interface ExternalSecretData {
  readonly secretKey: string;
  readonly remoteRef: {
    readonly key: string;
    readonly property: string;
    readonly conversionStrategy: 'Default';
    readonly decodingStrategy: 'None';
    readonly metadataPolicy: 'None';
  };
}

interface GeneratedData {
  readonly sourceRef: {
    readonly generatorRef: {
      readonly apiVersion: 'generators.external-secrets.io/v1alpha1';
      readonly kind: 'Password';
      readonly name: string;
    };
  };
  readonly rewrite?: readonly { readonly regexp: { readonly source: string; readonly target: string } }[];
}

export interface ExternalSecretTarget {
  readonly name: string;
  readonly creationPolicy: 'Owner';
  readonly deletionPolicy: 'Retain';
  readonly immutable?: true;
  readonly template?: SecretTemplate;
}

export type ExternalSecretSpec = { readonly target: ExternalSecretTarget } & (
  | {
      readonly refreshPolicy: 'Periodic' | 'CreatedOnce';
      readonly refreshInterval: '1h0m0s' | '0s';
      readonly secretStoreRef: { readonly kind: 'SecretStore'; readonly name: string };
      readonly data: readonly ExternalSecretData[];
    }
  | {
      readonly refreshPolicy: 'CreatedOnce';
      readonly refreshInterval: '0s';
      readonly dataFrom: readonly GeneratedData[];
    }
);

const apiVersion = 'external-secrets.io/v1';

export const SecretStore = customResource<SecretStoreSpec>(apiVersion, 'SecretStore');
export const ExternalSecret = customResource<ExternalSecretSpec>(apiVersion, 'ExternalSecret');

export interface PasswordSpec {
  readonly length: number;
  readonly digits: number;
  readonly symbols: number;
  readonly symbolCharacters: string;
  readonly noUpper: boolean;
  readonly allowRepeat: boolean;
}

export const Password = customResource<PasswordSpec>('generators.external-secrets.io/v1alpha1', 'Password');
