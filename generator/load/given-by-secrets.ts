// Which environment variables belong to secrets and databases: no blueprint and no tenant may give them another value.
import type { BlueprintSpec } from './schema/blueprint.js';
import type { SourcePath } from './source-document.js';

export interface GivenVariable {
  readonly variable: string;
  /** As `the secret smtp`. */
  readonly from: string;
  /** Where the blueprint says so, below `spec`. */
  readonly path: SourcePath;
}

/** Variables that secrets and databases give to one service or job. */
export function givenBySecrets(blueprint: BlueprintSpec, name: string, secrets: readonly string[]): GivenVariable[] {
  const databases = Object.entries(blueprint.database?.names ?? {}).filter(([, database]) =>
    database.usedBy.includes(name),
  );
  return [
    ...secrets.flatMap((secret) => {
      const variables = Object.keys(blueprint.secrets[secret]?.env ?? {});
      return variables.map((variable) => ({
        variable,
        from: `the secret ${secret}`,
        path: ['secrets', secret, 'env', variable],
      }));
    }),
    ...databases.flatMap(([database, { env }]) =>
      Object.keys(env).map((variable) => ({
        variable,
        from: `the database ${database}`,
        path: ['database', 'names', database, 'env', variable],
      })),
    ),
  ];
}
