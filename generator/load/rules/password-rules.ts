// What must hold of the passwords of databases: none is made by a generator, which keeps nothing. The next thing that it makes would be
// another password, and the server knows the first one.
import { engineOf } from '../../../constructs/database-engines.js';
import type { Finding } from '../../finding/finding.js';
import type { BlueprintSpec } from '../schema/blueprint.js';
import type { BlueprintReport } from './blueprint-report.js';

const code = 'load/stateless-password';

/** Generated secrets in the place of a database's own, and variables that hold a database's password by their name. */
export function passwordRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  const { database, secrets } = blueprint;
  if (database === undefined) return [];
  return Object.entries(secrets)
    .filter(([, secret]) => 'generate' in secret)
    .flatMap(([name, { env }]) => {
      if (isDatabaseSecret(name, database))
        return [
          report(code, ['secrets', name], `${name} holds the live password of a database`, { hint, part: 'key' }),
        ];
      return Object.keys(env)
        .filter((variable) => databasePassword.test(variable))
        .map((variable) =>
          report(
            code,
            ['secrets', name, 'env', variable],
            `${variable} would not be the password that the database has`,
            {
              hint,
              part: 'key',
              related: ['database'],
            },
          ),
        );
    });
}

/** True for the name of a Secret with the credentials of one of the server's databases. */
export function isDatabaseSecret(
  name: string,
  { engine, names }: Pick<NonNullable<BlueprintSpec['database']>, 'engine' | 'names'>,
): boolean {
  const { server } = engineOf(engine);
  return Object.keys(names).some((database) => name === `${server}-${database.replaceAll('_', '-')}`);
}

const hint =
  'remove the secret, and take the password by env of database.names: it comes from the operator or the store';

const databasePassword =
  /^(?:.*_)?(?:DB|DATABASE|PG|POSTGRES(?:QL)?|MYSQL|MARIADB)_?(?:.*_)?(?:PASS|PASSWD|PASSWORD|PWD)$/;
