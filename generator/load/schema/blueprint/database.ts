// `database` of a blueprint: the server that each tenant gets, and its logical databases.
import { z } from 'zod';
import { engineNames } from '../../../../constructs/database-engines.js';
import { distinct, envName, image, label } from '../scalars.js';

/** Keys of the Secret that holds a logical database's credentials. */
const databaseKeys = ['username', 'password', 'dbname', 'host', 'port', 'uri', 'jdbc-uri'] as const;

export const database = z
  .strictObject({
    engine: z
      .enum(engineNames)
      .describe('The database server: PostgreSQL by CloudNativePG, or MariaDB by mariadb-operator'),
    image: image.describe('The server’s image'),
    parameters: z
      .record(z.string().regex(/^[a-z_.]+$/), z.string())
      .default({})
      .meta({ description: 'Server settings', examples: [{ max_connections: '200' }] }),
    names: z
      .record(
        z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, { error: 'must be lower-case letters, digits and underscores' }),
        z.strictObject({
          usedBy: distinct(label())
            .min(1)
            .meta({ description: 'Services and jobs that connect to it', examples: [['api', 'migrate']] }),
          env: z
            .record(envName, z.enum(databaseKeys))
            .default({})
            .meta({
              description: 'Variables they get, by key of its credentials',
              examples: [{ DATABASE_URL: 'uri' }],
            }),
        }),
      )
      .refine((names) => Object.keys(names).length > 0, { error: 'must name at least one database' })
      .describe('Logical databases, each with credentials of its own'),
  })
  .meta({ description: 'The database server of the tenant' });
