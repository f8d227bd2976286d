// What a construct may know of the cluster a tenant lives on: addresses, classes and peers, all of it profile data.
// It comes from platform.yaml through generator/plan.

export interface ClusterProps {
  readonly name: string;
  readonly region: string;
  /** As `production`; a label on the tenant's namespace. */
  readonly environment: string;
  readonly baseDomain: string;
  /** How Argo CD names the cluster. */
  readonly destination: { readonly server: string } | { readonly name: string };
  readonly routing: GatewayRouting | IngressRouting;
  /** Addresses of the kube-apiserver as pods reach it; there is no portable selector for it. */
  readonly apiServer: readonly Endpoint[];
  readonly dns: Peer;
  readonly storageClass: string;
  /** Of volumes that many nodes mount at once. */
  readonly sharedStorageClass?: string;
  readonly secretStore: SecretStoreProps;
  /** By which a controller restarts Deployments whose Secrets change; its value lists them. */
  readonly reloadAnnotation?: string;
  readonly backupStore?: BackupStoreProps;
  readonly messaging?: BrokerProps;
  readonly buckets?: BucketStoreProps;
  readonly certificates?: CertificateProps;
  /** The CloudNativePG operator's pods. */
  readonly databaseOperator: Peer;
  /** The mariadb-operator's pods. */
  readonly mariadbOperator: Peer;
  /** With `kubectl` as its entrypoint; puts suspended tenants' MariaDBs to sleep. */
  readonly kubectlImage: string;
  readonly monitoring: MonitoringProps;
  readonly tracing?: TracingProps;
  /** Never reachable from a tenant, besides what is allowed by name: private ranges and the metadata service. */
  readonly privateRanges: readonly string[];
  readonly sharedServices: Readonly<Record<string, SharedService>>;
}

export interface Endpoint {
  readonly cidr: string;
  readonly port: number;
}

/** Pods of another namespace, as a NetworkPolicy selects them. */
export interface Peer {
  readonly namespace: string;
  /** Empty or absent: every pod of that namespace. */
  readonly podLabels?: Readonly<Record<string, string>>;
}

export interface GatewayRouting {
  readonly kind: 'gateway';
  /** The shared Gateway, whose HTTPS listener holds the wildcard certificate of the base domain. */
  readonly gateway: { readonly name: string; readonly namespace: string; readonly section?: string };
  /** The pods that forward requests. */
  readonly proxies: Peer;
  /** Whether tenants are served by https. */
  readonly tls: boolean;
  /** What answers for suspended tenants; nothing where absent. */
  readonly maintenance?: MaintenanceProps;
}

/** A Service in another namespace needs a ReferenceGrant there for each tenant's namespace; a redirect needs nothing. */
export type MaintenanceProps =
  | { readonly kind: 'redirect'; readonly url: string }
  | { readonly kind: 'service'; readonly name: string; readonly namespace: string; readonly port: number };

export interface IngressRouting {
  readonly kind: 'ingress';
  readonly className: string;
  readonly proxies: Peer;
  /** Whether tenants are served by https. */
  readonly tls: boolean;
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

/** An S3-compatible store; each tenant's backups are below `s3://<bucket>/<tenant id>/`. */
export interface BackupStoreProps {
  readonly bucket: string;
  /** Absent for AWS itself. */
  readonly endpoint?: string;
  /** Its AWS region, which MariaDB's backups need where there is no endpoint. */
  readonly region?: string;
  /** `role`: the database's ServiceAccount is bound to `roleArn`. `stored`: access keys in the tenant's own prefix. */
  readonly credentials:
    | { readonly kind: 'role'; readonly roleArn: string }
    | { readonly kind: 'stored'; readonly from: string };
  /** Whether a job at the store keeps single backups of PostgreSQL for longer than the recovery window, as ObjectStores ask for. */
  readonly archives: boolean;
  /** Whether Argo CD waits for a Backup of PostgreSQL, as a rule of its own makes it: the server is then backed up before it hibernates. */
  readonly lastBackup: boolean;
  /** Where the store is reached on the network. */
  readonly network: readonly Endpoint[];
}

/** A RabbitmqCluster of RabbitMQ's cluster operator; each tenant has a virtual host of its own there. */
export interface BrokerProps {
  readonly cluster: { readonly name: string; readonly namespace: string };
  readonly tls: boolean;
}

/** An S3-compatible store whose provisioner answers ObjectBucketClaims. */
export interface BucketStoreProps {
  readonly storageClass: string;
  readonly endpoint: string;
  readonly network: SharedService;
}

export interface CertificateProps {
  readonly clusterIssuer: string;
  /** The cert-manager controller, which checks its HTTP-01 solver pods. */
  readonly controller: Peer;
}

export interface MonitoringProps {
  readonly prometheus: Peer;
  /** Labels that the Prometheus instance selects its monitors and rules by. */
  readonly selector: Readonly<Record<string, string>>;
  /** Label that Grafana's sidecar picks dashboards by. */
  readonly dashboardLabel: { readonly key: string; readonly value: string };
  readonly grafanaUrl?: string;
  readonly runbookUrl?: string;
}

/** A collector that takes OpenTelemetry's protocol. */
export interface TracingProps {
  readonly endpoint: string;
  readonly protocol: 'http/protobuf' | 'grpc';
  readonly network: SharedService;
}

/** Something outside the tenant's namespace that blueprints may ask for by name: in the cluster or at fixed addresses. */
export type SharedService = { readonly ports: readonly number[] } & (
  | { readonly peer: Peer }
  | { readonly cidrs: readonly string[] }
);
