// Which environment variables belong to secrets, databases, the broker, buckets and tracing: no blueprint and no tenant may give them
// another value.

import { tracingVariables } from '../services/tracing.js';
import type { BlueprintSpec, SourcePath } from './sources.js';

export interface GivenVariable {
  readonly variable: string;
  /** As `the secret smtp`. */
  readonly from: string;
  /** Where the blueprint says so, below `spec`. */
  readonly path: SourcePath;
}

/** Variables that secrets, databases, the broker, buckets and tracing give to one service or job. */
export function givenVariables(blueprint: BlueprintSpec, name: string, secrets: readonly string[]): GivenVariable[] {
  const { messaging } = blueprint;
  const isUser = ({ usedBy }: { readonly usedBy: readonly string[] }) => usedBy.includes(name);
  const databases = Object.entries(blueprint.database?.names ?? {}).filter(([, database]) => isUser(database));
  const buckets = Object.entries(blueprint.buckets).filter(([, bucket]) => isUser(bucket));
  return [
    ...secrets.flatMap((secret) => variablesOf(blueprint.secrets[secret], `the secret ${secret}`, ['secrets', secret])),
    ...databases.flatMap(([each, database]) =>
      variablesOf(database, `the database ${each}`, ['database', 'names', each]),
    ),
    ...(messaging !== undefined && isUser(messaging) ? variablesOf(messaging, 'messaging', ['messaging']) : []),
    ...buckets.flatMap(([each, bucket]) => variablesOf(bucket, `the bucket ${each}`, ['buckets', each])),
    ...(blueprint.services[name]?.tracing === true ? ofTracing(name) : []),
  ];
}

function variablesOf(
  source: { readonly env: Readonly<Record<string, string>> } | undefined,
  from: string,
  path: SourcePath,
): GivenVariable[] {
  return Object.keys(source?.env ?? {}).map((variable) => ({ variable, from, path: [...path, 'env', variable] }));
}

function ofTracing(name: string): GivenVariable[] {
  return tracingVariables.map((variable) => ({ variable, from: 'tracing', path: ['services', name, 'tracing'] }));
}
