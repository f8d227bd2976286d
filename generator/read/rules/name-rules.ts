// What must hold of the names in a blueprint: none is taken by the tenant's namespace, its operators or its database server.

import type { BlueprintReport } from '../../../constructs/base/blueprint-rule.js';
import { workloadsOf } from '../../../constructs/base/blueprint-rule.js';
import type { Finding } from '../../../constructs/base/finding.js';
import { names } from '../../../constructs/base/metadata.js';
import type { BlueprintSpec, SourcePath } from '../../../constructs/base/sources.js';
import { isDatabaseSecret } from '../../../constructs/database/blueprint-rules.js';
import type { EngineName } from '../../../constructs/database/engines.js';

/** Names that are taken in every tenant: ServiceAccounts of the namespace; Secrets of the backup store, the broker, buckets, cert-manager. */
const taken = {
  workload: /^(?:secrets|services|tenant|default|internet|bucket-.*)$/,
  secret: new RegExp(`^(?:${names.backupCredentials}|${names.messaging}|bucket-.*|tls-.*)$`),
} as const;

interface Taken {
  /** Services of the database's operator, and pods of it that carry the same label as a service's. */
  readonly workload: RegExp;
  /** Its Secrets. */
  readonly secret: RegExp;
  /** Databases and users that the server or the operator make, and those whose Secret would be the operator's own or a later server's. */
  readonly database: RegExp;
  /** Its volumes. */
  readonly volume: RegExp;
}

/** From cloudnative-pg's pkg/specs and docs/src/applications.md; mariadb-operator's api/v1alpha1/mariadb_keys.go and pkg/builder/labels. */
const takenByEngine: Readonly<Record<EngineName, Taken>> = {
  postgres: {
    workload: /^postgres(?:-r\d+)?(?:-(?:rw|ro|r))?$/,
    secret: /^postgres(?:-.*)?$/,
    database:
      /^(?:postgres|r\d+(?:_.*)?|template[01]|pg_.*|streaming_replica|cnpg_.*|ca|server|replication|superuser)$/,
    volume: /^postgres-(?:r\d+-)?\d.*$/,
  },
  mariadb: {
    workload: /^(?:mariadb(?:-.*)?|exporter)$/,
    secret: /^mariadb(?:-.*)?$/,
    database:
      /^(?:mysql|sys|r\d+(?:_.*)?|information_schema|performance_schema|mariadb.*|root|password|metrics.*|backup.*|ca|client|server|.*_(?:ca|cert|bundle))$/,
    volume: /^storage-mariadb-.*$/,
  },
};

/** Names that would collide. */
export function nameRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  const refuse = (path: SourcePath) =>
    report('load/invalid-value', path, `the name ${path.at(-1)} is taken`, {
      hint: 'choose another name',
      part: 'key',
    });
  const { database, services } = blueprint;
  const engine = database === undefined ? [] : [takenByEngine[database.engine]];
  const isTaken = (name: string, kind: 'workload' | 'secret') =>
    [taken, ...engine].some((patterns) => patterns[kind].test(name));
  const workloads = workloadsOf(blueprint)
    .filter(({ kind, name }) => isTaken(name, 'workload') || (kind === 'jobs' && Object.hasOwn(services, name)))
    .map(({ path }) => path);
  // What password-rules.ts tells better is not told twice.
  const told = (name: string) =>
    database !== undefined && isDatabaseSecret(name, database) && 'generate' in (blueprint.secrets[name] ?? {});
  const secrets = Object.keys(blueprint.secrets).filter((name) => isTaken(name, 'secret') && !told(name));
  const isOfEngine = (name: string, kind: 'database' | 'volume') =>
    engine.some((patterns) => patterns[kind].test(name));
  const databases = Object.keys(database?.names ?? {}).filter((name) => isOfEngine(name, 'database'));
  const volumes = Object.keys(blueprint.volumes).filter((name) => isOfEngine(name, 'volume'));
  return [
    ...workloads,
    ...secrets.map((name) => ['secrets', name]),
    ...databases.map((name) => ['database', 'names', name]),
    ...volumes.map((name) => ['volumes', name]),
  ].map(refuse);
}
