// External Secrets' kinds that a tenant has: its own store, and the Secrets that are made from it or from a generator.
// Fields that the API server of some version defaults inside lists are required here: a list is compared as a whole, so what
// is in git must be what the cluster shows.
import { customResource } from '../base/resources.js';
import type { SecretTemplate } from '../base/secret-request.js';

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
