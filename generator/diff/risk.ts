// What a change does to a running tenant: a table of kinds and fields, the gravest first.
import type { FieldChange } from './compare-objects.js';

export const risks = ['deletes', 'moves data', 'restarts', 'resizes', 'runs again', 'creates', 'reconfigures'] as const;

/** Gravest first. */
export type Risk = (typeof risks)[number];

/** A Job that is done, and a CronJob between two of them, leave nothing behind that anybody misses. */
export function riskOfDisappearance(kind: string): Risk {
  return kind === 'Job' || kind === 'CronJob' ? 'reconfigures' : 'deletes';
}

interface RiskRule {
  readonly kind: RegExp;
  readonly path: RegExp;
  readonly risk: Risk;
}

const rules: readonly RiskRule[] = [
  {
    kind: /^Cluster$/,
    path: /^spec\.(?:bootstrap|storage\.storageClass|imageName|walStorage)|^spec\.plugins.*serverName/,
    risk: 'moves data',
  },
  { kind: /^MariaDB$/, path: /^spec\.(?:image|bootstrapFrom|storage\.storageClassName)/, risk: 'moves data' },
  { kind: /^PhysicalBackup$/, path: /^spec\.storage/, risk: 'moves data' },
  { kind: /^MariaDB$/, path: /^spec\.(?:replicas|storage\.size)/, risk: 'resizes' },
  { kind: /^MariaDB$/, path: /^spec\.(?:resources|myCnf|inheritMetadata)/, risk: 'restarts' },
  { kind: /^ObjectStore$/, path: /^spec\.configuration\.(?:destinationPath|endpointURL)/, risk: 'moves data' },
  { kind: /^Cluster$/, path: /^spec\.(?:instances|storage\.size)/, risk: 'resizes' },
  { kind: /^Cluster$/, path: /^spec\.(?:resources|postgresql|affinity)/, risk: 'restarts' },
  { kind: /^Cluster$/, path: /^metadata\.annotations\[cnpg\.io\/hibernation\]/, risk: 'restarts' },
  { kind: /^(?:Deployment|StatefulSet)$/, path: /^spec\.template\b/, risk: 'restarts' },
  { kind: /^(?:Deployment|StatefulSet)$/, path: /^spec\.replicas$/, risk: 'resizes' },
  {
    kind: /^(?:HorizontalPodAutoscaler|ResourceQuota|LimitRange|PersistentVolumeClaim)$/,
    path: /^spec\b/,
    risk: 'resizes',
  },
  { kind: /^ConfigMap$/, path: /^data\b/, risk: 'reconfigures' },
  // What a tenant has stays where it was, and is made anew, empty, where Argo CD now looks.
  { kind: /^IndexEntry$/, path: /^(?:tenant|namespace|folder|cluster)$/, risk: 'moves data' },
  { kind: /^Application(?:Set)?$/, path: /^spec\.(?:template\.spec\.)?destination\b/, risk: 'moves data' },
  // What keeps tenants alive that are absent by mistake.
  { kind: /^ApplicationSet$/, path: /^spec\.syncPolicy\b/, risk: 'deletes' },
  {
    kind: /^Application(?:Set)?$/,
    path: /^spec\.(?:template\.spec\.)?syncPolicy\.automated\.(?:prune|allowEmpty)$/,
    risk: 'deletes',
  },
];

/** The gravest thing that one field's change does. */
export function riskOfField(kind: string, { path }: FieldChange): Risk {
  return rules.find((rule) => rule.kind.test(kind) && rule.path.test(path))?.risk ?? 'reconfigures';
}

/** The gravest of some risks. */
export function gravest(some: readonly Risk[]): Risk {
  return risks.find((risk) => some.includes(risk)) ?? 'reconfigures';
}
