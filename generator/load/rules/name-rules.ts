// What must hold of the names in a blueprint: none is taken by the tenant's namespace, its operators or its database server.
import { names } from '../../../constructs/names.js';
import type { Finding } from '../../finding/finding.js';
import type { BlueprintSpec } from '../schema/blueprint.js';
import type { SourcePath } from '../source-document.js';
import type { BlueprintReport } from './blueprint-report.js';
import { workloadsOf } from './workloads.js';

const operated = names.databaseCluster;

/**
 * Names that are taken. Services, jobs: ServiceAccounts of the namespace, and the Services of CloudNativePG, `<cluster>-{rw,ro,r}`.
 * Secrets: CloudNativePG's `<cluster>-*`, the backup store's, the broker's, cert-manager's; what a bucket's provisioner makes. Databases: those and the roles that PostgreSQL or the
 * operator make, and those whose Secret would be the operator's own (cloudnative-pg, pkg/specs and docs/src/applications.md).
 */
const taken = {
  workload: new RegExp(`^(?:${operated}|${operated}-(?:rw|ro|r)|secrets|tenant|default|internet|bucket-.*)$`),
  secret: new RegExp(`^(?:${operated}|${operated}-.*|${names.backupCredentials}|${names.messaging}|bucket-.*|tls-.*)$`),
  database: /^(?:postgres|template[01]|pg_.*|streaming_replica|cnpg_.*|ca|server|replication|superuser)$/,
} as const;

/** Names that would collide. */
export function nameRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  const refuse = (path: SourcePath) =>
    report('load/invalid-value', path, `the name ${path.at(-1)} is taken`, {
      hint: 'choose another name',
      part: 'key',
    });
  const workloads = workloadsOf(blueprint)
    .filter(
      ({ kind, name }) => taken.workload.test(name) || (kind === 'jobs' && Object.hasOwn(blueprint.services, name)),
    )
    .map(({ path }) => path);
  const secrets = takenKeys(blueprint.secrets, taken.secret, ['secrets']);
  const databases = takenKeys(blueprint.database?.names ?? {}, taken.database, ['database', 'names']);
  return [...workloads, ...secrets, ...databases].map(refuse);
}

function takenKeys(record: object, pattern: RegExp, path: SourcePath): SourcePath[] {
  return Object.keys(record)
    .filter((name) => pattern.test(name))
    .map((name) => [...path, name]);
}
