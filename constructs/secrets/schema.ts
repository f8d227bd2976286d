// `secrets` of a blueprint: from the secret store, or generated in the cluster.

import { z } from 'zod';
import { envName, label, roleArn, rotation, webUrl } from '../base/schema.js';
import type { FieldsOf } from '../base/sources.js';

const secret = z
  .union([
    z.strictObject({
      from: label(60).meta({
        description: 'Its name in the secret store, below the tenant’s prefix',
        examples: ['jwt-secret'],
      }),
      env: z
        .record(envName, z.string().regex(/^[A-Za-z0-9._-]{1,60}$/))
        .meta({ description: 'Variables it gives, by key', examples: [{ SMTP_HOST: 'host' }] }),
      rotate: rotation.exactOptional().describe('How old it may become, where not as the cluster’s store says'),
    }),
    z.strictObject({
      generate: z.literal('once').describe('Made inside the cluster when the tenant is made, and never again'),
      length: z
        .int()
        .min(16)
        .max(128)
        .default(24)
        .meta({ description: 'Characters', examples: [24] }),
      env: z
        .record(envName, z.literal('password'))
        .meta({ description: 'Variables it gives', examples: [{ ADMIN_PASSWORD: 'password' }] }),
    }),
  ])
  .meta({ description: 'A secret: from the store, or generated in the cluster' });

const prefix = z
  .string()
  .regex(/^[A-Za-z0-9_.-]+(?:\/[A-Za-z0-9_.-]+)*$/, { error: 'must be path segments without a slash at either end' })
  .meta({ examples: ['tenants'] });

const rotateEvery = rotation.default('90d').describe('How old a secret may become; who rotates reads it');

/** External Secrets reads it as a template: braces would be its own. */
const knownValue = z
  .string()
  .max(500)
  .regex(/^[^{}\n\r\t]*$/, { error: 'must be one line without braces' });

/** Of the tenant's own SecretStore. */
export const storeName = 'tenant';

const secretStore = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('vault').describe('HashiCorp Vault or OpenBao'),
      server: webUrl.describe('Its address'),
      mount: prefix.default('secret').describe('The mount of the KV version 2 engine'),
      authMount: prefix.default('kubernetes').describe('The mount of the Kubernetes auth method'),
      role: label(63).meta({
        description: 'A role whose policy is templated by the ServiceAccount’s namespace',
        examples: ['tenant-secrets'],
      }),
      prefix: prefix.default('tenants').describe('Tenants read below <prefix>/<namespace>/'),
      rotate: rotateEvery,
    }),
    z.strictObject({
      kind: z.literal('aws').describe('AWS Secrets Manager'),
      awsRegion: label(30).meta({ description: 'The AWS region', examples: ['us-east-1'] }),
      prefix: prefix.default('tenants').describe('Tenants read below <prefix>/<namespace>/'),
      rotate: rotateEvery,
      roleArn: roleArn.describe('A role for each tenant that reads its own prefix only'),
    }),
    z.strictObject({
      kind: z
        .literal('generated')
        .describe('No store: made up in the cluster once, for a laptop where nothing outside knows them'),
      values: z
        .record(label(60), z.record(z.string().regex(/^[A-Za-z0-9._-]{1,60}$/), knownValue))
        .default({})
        .meta({
          description: 'Values that must not be made up, as addresses, by entry and key; never credentials',
          examples: [{ 'smtp-credentials': { host: 'mail.mail.svc' } }],
        }),
    }),
  ])
  .describe('Where secrets come from; each tenant gets a store of its own');

export const secretsSchema = {
  blueprint: { secrets: z.record(label(), secret).default({}).describe('Secrets, by name') },
  cluster: {
    secretStore,
    reloadAnnotation: z
      .string()
      .regex(/^[a-z0-9.-]{1,200}\/[A-Za-z0-9._-]{1,60}$/, {
        error: 'must be the key of an annotation, with its domain',
      })
      .exactOptional()
      .meta({
        description: 'By which a controller restarts a Deployment when one of the Secrets that it lists changes',
        examples: ['secret.reloader.stakater.com/reload'],
      }),
  },
} as const;

declare module '../base/sources.js' {
  interface BlueprintSpec extends FieldsOf<typeof secretsSchema.blueprint> {}
  interface ClusterSource extends FieldsOf<typeof secretsSchema.cluster> {}
}

/** The tenant's store is bound to its own ServiceAccount `secrets`, and reads below `<prefix>/<tenant id>/` only. */
export type SecretStoreProps = VaultStore | AwsStore | GeneratedStore;

/** No store at all: what one would hold is made up in the cluster, once. */
export interface GeneratedStore {
  readonly kind: 'generated';
  /** By entry and key: what must not be made up, as the address of a server. */
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface VaultStore {
  readonly kind: 'vault';
  readonly server: string;
  /** The KV version 2 engine's mount. */
  readonly mount: string;
  readonly authMount: string;
  /** A Vault role whose policy is templated by the ServiceAccount's namespace. */
  readonly role: string;
  readonly prefix: string;
  /** How old a secret may become, as `90d`. */
  readonly rotate: string;
}

export interface AwsStore {
  readonly kind: 'aws';
  readonly awsRegion: string;
  readonly prefix: string;
  /** How old a secret may become, as `90d`. */
  readonly rotate: string;
  /** ARN of a role that may read what is tagged with the tenant's id; `{tenant}` stands for the id. */
  readonly roleArn: string;
}

/** Where a Secret's values come from: the secret store, under the tenant's own prefix, or a generator in the cluster. */
export type SecretProps =
  | {
      readonly kind: 'stored';
      readonly from: string;
      readonly keys: readonly string[];
      /** How old it may become; absent: as the store says. */
      readonly rotate?: string;
    }
  | { readonly kind: 'generated'; readonly key: string; readonly length: number };

declare module '../base/tenant.js' {
  interface TenantProps {
    readonly secrets: Readonly<Record<string, SecretProps>>;
  }
}

declare module '../base/cluster.js' {
  interface ClusterProps {
    readonly secretStore: SecretStoreProps;
    /** By which a controller restarts Deployments whose Secrets change; its value lists them. */
    readonly reloadAnnotation?: string;
  }
}
