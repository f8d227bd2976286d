// Which environment variables belong to secrets and databases: no blueprint and no tenant may give them another value.
import type { BlueprintSpec } from './schema/blueprint.js';

/** Variables that secrets and databases give to one service or job. */
export function givenBySecrets(
  blueprint: BlueprintSpec,
  name: string,
  secrets: readonly string[],
): { variable: string; from: string }[] {
  const databases = Object.entries(blueprint.database?.names ?? {}).filter(([, database]) =>
    database.usedBy.includes(name),
  );
  return [
    ...secrets.flatMap((secret) =>
      Object.keys(blueprint.secrets[secret]?.env ?? {}).map((variable) => ({ variable, from: `the secret ${secret}` })),
    ),
    ...databases.flatMap(([database, { env }]) =>
      Object.keys(env).map((variable) => ({ variable, from: `the database ${database}` })),
    ),
  ];
}
