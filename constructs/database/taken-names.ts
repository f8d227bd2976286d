// Names that the database's server and operator take in every tenant.
import type { TakenNames } from '../base/concern.js';
import type { BlueprintSpec } from '../base/sources.js';
import { isDatabaseSecret } from './blueprint-rules.js';
import type { EngineName } from './engines.js';
import { backupCredentialsName } from './names.js';

export function takenByDatabase({ database, secrets }: BlueprintSpec): TakenNames {
  const isStore = (name: string) => name === backupCredentialsName;
  if (database === undefined) return { sections: { secrets: isStore } };
  const taken = takenByEngine[database.engine];
  // A generated one in the place of a database's own is refused for what it is.
  const isToldBetter = (name: string) => isDatabaseSecret(name, database) && 'generate' in (secrets[name] ?? {});
  return {
    workload: (name) => taken.workload.test(name),
    sections: {
      secrets: (name) => isStore(name) || (taken.secret.test(name) && !isToldBetter(name)),
      'database.names': (name) => taken.database.test(name),
      volumes: (name) => taken.volume.test(name),
    },
  };
}

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
