// The ObjectStore of CloudNativePG's Barman Cloud plugin: where a tenant's backups are, and what their sidecar may use.
import type { ResourceNeeds } from '../workload-props.js';
import { customResource } from './custom-resource.js';

interface KeyOf {
  readonly name: string;
  readonly key: string;
}

export type S3Credentials =
  | { readonly inheritFromIAMRole: true }
  | { readonly accessKeyId: KeyOf; readonly secretAccessKey: KeyOf };

export interface ObjectStoreSpec {
  readonly configuration: {
    readonly destinationPath: string;
    readonly endpointURL?: string;
    readonly s3Credentials: S3Credentials;
    readonly wal: { readonly compression: 'gzip' };
    readonly data: { readonly compression: 'gzip' };
  };
  /** As `30d`, `12w`, `12m`. */
  readonly retentionPolicy: string;
  readonly instanceSidecarConfiguration: { readonly resources: ResourceNeeds };
}

export const ObjectStore = customResource<ObjectStoreSpec>('barmancloud.cnpg.io/v1', 'ObjectStore');
