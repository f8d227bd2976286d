// What others must know of a database engine; chart.ts has what it renders. `engine-parts.ts` lists the engines' parts; engines.ts
// has what the schema and the plan read of each.
import type { AccountsPart, Demand, PodPolicy } from '../base/concern.js';
import type { KindTable } from '../base/kind.js';
import type { Breach, Rule } from '../base/rule.js';
import type { TenantProps } from '../base/tenant.js';
import type { TenantView } from '../base/tenant-view.js';
import type { DatabaseProps } from './schema.js';

export interface EngineParts {
  readonly kinds: KindTable;
  readonly rules?: readonly Rule[];
  /** What of its backups breaks the rules that all engines have. */
  readonly backups: BackupBreaches;
  /** Who its operator's pods and its own jobs run as, beside its servers. */
  readonly accounts: AccountsPart;
  /** Policies of a server's pods, in both directions. */
  readonly policies: (tenant: TenantProps, database: DatabaseProps) => PodPolicy[];
  /** What a server asks for at its largest. */
  readonly demand: (database: DatabaseProps) => Demand;
  /** The metric that is 1 while a server answers its exporter. */
  readonly isUp: string;
  /** The metric that counts open connections. */
  readonly connections: string;
  /**
   * The metric that is the time of the last good backup, with the matchers that select it. Zero or nothing before the first one, for
   * which a new tenant has as long as for any other: hence its namespace's age beside it in the alert.
   */
  readonly lastBackup: readonly [metric: string, ...matchers: string[]];
  readonly takenNames: EngineNames;
}

export interface BackupBreaches {
  /** Where backups go, where they come from, and who signs in there. */
  readonly places: (view: TenantView) => Breach[];
  /** When they are taken, and how. */
  readonly times: (view: TenantView) => Breach[];
}

/** Names that the engine or its operator takes. */
export interface EngineNames {
  /** Services of the database's operator, and pods of it that carry the same label as a service's. */
  readonly workload: RegExp;
  /** Its Secrets. */
  readonly secret: RegExp;
  /** Databases and users that the server or the operator make, and those whose Secret would be the operator's own or a later server's. */
  readonly database: RegExp;
  /** Its volumes. */
  readonly volume: RegExp;
}
