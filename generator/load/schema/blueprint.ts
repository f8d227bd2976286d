// The schema of `blueprints/<name>.yaml`: the only source of its type and of schema/blueprint.schema.json.
import { z } from 'zod';
import {
  absolutePath,
  bytes,
  cpu,
  displayText,
  distinct,
  environmentVariables,
  envName,
  image,
  label,
  plainPath,
  port,
} from './scalars.js';

const sized = { cpu, memory: bytes };

const resourcesSchema = z
  .strictObject({
    ...sized,
    limits: z.strictObject(sized).partial().exactOptional().describe('Upper bounds; what is absent equals the request'),
  })
  .meta({
    description: 'What each pod asks for',
    examples: [{ cpu: '250m', memory: '512Mi', limits: { memory: '1Gi' } }],
  });

const probe = z
  .union([
    absolutePath,
    z.strictObject({
      command: z
        .array(z.string().min(1))
        .min(1)
        .meta({ description: 'A command in the container; it succeeds with exit code 0', examples: [['pg_isready']] }),
    }),
  ])
  .meta({
    description: 'An HTTP path on the service’s port, or a command',
    examples: ['/health/ready', { command: ['pg_isready'] }],
  });

const container = {
  image: image.describe('The image, with a digest or a fixed tag'),
  command: z
    .array(z.string())
    .min(1)
    .exactOptional()
    .meta({ description: 'Replaces the image’s entry point', examples: [['/usr/bin/server']] }),
  args: z
    .array(z.string())
    .exactOptional()
    .meta({ description: 'Replaces the image’s arguments', examples: [['load-sample-data']] }),
  user: z
    .int()
    .min(1)
    .max(2_147_483_647)
    .exactOptional()
    .meta({ description: 'Numeric user, for images that name theirs', examples: [1000] }),
  env: environmentVariables.default({}).meta({
    description: 'Environment variables; ${…} refers to a value of the plan',
    examples: [{ SEAT_LIMIT: '${entitlements.seats}' }],
  }),
  secrets: distinct(label())
    .default([])
    .meta({ description: 'Secrets whose variables it gets', examples: [['jwt', 'smtp']] }),
  scratch: distinct(plainPath.regex(/[^/]/, { error: 'must not be the root' }))
    .default([])
    .meta({ description: 'Paths it may write to; everything else is read-only', examples: [['/tmp']] }),
  allow: distinct(label())
    .default([])
    .meta({ description: 'Shared services of the cluster that it may reach, or `internet`', examples: [['smtp']] }),
};

const service = z
  .strictObject({
    ...container,
    port: port.exactOptional().describe('The port it listens on; absent for a worker'),
    probes: z
      .strictObject({
        ready: probe.exactOptional().describe('Whether it takes requests'),
        live: probe.exactOptional().describe('Whether it must be restarted'),
        startup: probe.exactOptional().describe('Whether it has started; until then the others wait'),
      })
      .default({})
      .describe('How Kubernetes learns its state'),
    waitsFor: distinct(label())
      .default([])
      .meta({ description: 'Services that come before it and accept its connections', examples: [['api']] }),
    metrics: z
      .strictObject({
        port: port.exactOptional().describe('Defaults to the service’s port'),
        path: absolutePath.default('/metrics').meta({ description: 'The path', examples: ['/metrics'] }),
      })
      .exactOptional()
      .describe('Where Prometheus reads its metrics'),
  })
  .meta({ description: 'A program that runs all the time' });

const job = z
  .strictObject({
    ...container,
    when: z
      .enum(['migration', 'seed', 'sample-data'])
      .describe('migration: first; seed: after it; sample-data: as seed, where the tenant asks for sample data'),
    resources: resourcesSchema,
    deadline: z
      .int()
      .min(10)
      .max(86_400)
      .default(300)
      .meta({ description: 'Seconds after which it has failed', examples: [300] }),
    retries: z
      .int()
      .min(0)
      .max(10)
      .default(3)
      .meta({ description: 'How often it is tried again', examples: [3] }),
  })
  .meta({ description: 'A program that runs to its end, after the database and before the services' });

/** Keys of the Secret that holds a logical database's credentials. */
const databaseKeys = ['username', 'password', 'dbname', 'host', 'port', 'uri', 'jdbc-uri'] as const;

const database = z
  .strictObject({
    engine: z.literal('postgres').describe('The database server'),
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

const secret = z
  .union([
    z.strictObject({
      from: label(60).meta({
        description: 'Its name in the secret store, below the tenant’s prefix',
        examples: ['jwt-secret'],
      }),
      env: z
        .record(envName, z.string().regex(/^[A-Za-z0-9._-]{1,60}$/))
        .meta({ description: 'Variables it gives, by key', examples: [{ SMTP_HOST: 'host' }] }),
    }),
    z.strictObject({
      generate: z.literal('once').describe('Made inside the cluster when the tenant is made, and never again'),
      length: z
        .int()
        .min(16)
        .max(128)
        .default(24)
        .meta({ description: 'Characters', examples: [24] }),
      env: z
        .record(envName, z.literal('password'))
        .meta({ description: 'Variables it gives', examples: [{ ADMIN_PASSWORD: 'password' }] }),
    }),
  ])
  .meta({ description: 'A secret: from the store, or generated in the cluster' });

const scale = {
  replicas: z
    .int()
    .min(1)
    .max(100)
    .exactOptional()
    .meta({ description: 'Number of pods', examples: [2] }),
  autoscale: z
    .strictObject({
      min: z
        .int()
        .min(1)
        .max(100)
        .meta({ description: 'Pods at least', examples: [2] }),
      max: z
        .int()
        .min(1)
        .max(100)
        .meta({ description: 'Pods at most', examples: [6] }),
      cpu: z
        .int()
        .min(1)
        .max(100)
        .exactOptional()
        .meta({ description: 'Percent of the requested CPU to aim at', examples: [70] }),
      memory: z
        .int()
        .min(1)
        .max(100)
        .exactOptional()
        .meta({ description: 'Percent of the requested memory to aim at', examples: [80] }),
    })
    .exactOptional()
    .meta({
      description: 'Scale by load instead of a fixed number',
      examples: [{ min: 2, max: 6, cpu: 70, memory: 80 }],
    }),
};

const tier = z
  .strictObject({
    description: displayText(200)
      .exactOptional()
      .meta({ description: 'What the tier is, in a sentence', examples: ['For a workshop of up to five people'] }),
    expiry: z.enum(['required', 'optional']).default('optional').describe('Whether its tenants must have expiresAt'),
    database: z
      .strictObject({
        instances: z
          .int()
          .min(1)
          .max(9)
          .meta({ description: 'Database instances', examples: [3] }),
        storage: bytes.describe('Size of each volume'),
        resources: resourcesSchema,
        backup: z
          .strictObject({
            schedule: z
              .union(
                [
                  z.enum(['daily', 'weekly', 'monthly']),
                  z.string().regex(/^(?:[\d*,/?A-Za-z-]+ ){5}[\d*,/?A-Za-z-]+$/),
                ],
                {
                  error: 'must be daily, weekly, monthly or a six-field cron expression (seconds first)',
                },
              )
              .meta({
                description: 'When; a word is spread over the night by tenant',
                examples: ['daily', '0 0 2 * * *'],
              }),
            keep: z
              .string()
              .regex(/^[1-9][0-9]{0,3}[dwm]$/, { error: 'must be a number of days, weeks or months such as 30d' })
              .meta({ description: 'How long', examples: ['30d'] }),
          })
          .exactOptional()
          .describe('Backups; none where absent'),
      })
      .exactOptional()
      .describe('Size of the database'),
    services: z
      .record(label(), z.strictObject({ ...scale, resources: resourcesSchema }))
      .describe('Size of each service'),
    entitlements: z
      .record(z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/), z.union([z.int(), z.boolean(), displayText(80)]))
      .default({})
      .meta({
        description: 'What the customer has bought; services learn it by ${entitlements.…}',
        examples: [{ seats: 20 }],
      }),
    ceilings: z
      .record(z.string(), z.union([z.int().min(1), bytes, cpu]))
      .default({})
      .meta({
        description: 'How far a tenant may override; what is not named can not be raised',
        examples: [{ 'database.storage': '200Gi', 'services.*.replicas': 6 }],
      }),
  })
  .meta({ description: 'How much of the product a tenant has' });

export const blueprintSchema = z
  .strictObject({
    apiVersion: z.literal('tenantry.dev/v1').describe('The version of this format'),
    kind: z.literal('Blueprint').describe('Always Blueprint'),
    metadata: z
      .strictObject({
        name: label().meta({
          description: 'The product’s name: the name of this file without .yaml',
          examples: ['workshop'],
        }),
      })
      .describe('What the file is about'),
    spec: z
      .strictObject({
        description: displayText(200)
          .exactOptional()
          .meta({
            description: 'What the product is, in a sentence',
            examples: ['Workshop management with work orders and invoices'],
          }),
        services: z.record(label(), service).describe('Programs that run all the time'),
        jobs: z.record(label(), job).default({}).describe('Programs that run to their end'),
        database: database.exactOptional(),
        secrets: z.record(label(), secret).default({}).describe('Secrets, by name'),
        routes: z
          .record(plainPath, label())
          .default({})
          .meta({ description: 'Which service answers which path', examples: [{ '/': 'web', '/api': 'api' }] }),
        tiers: z
          .record(label(), tier)
          .refine((tiers) => Object.keys(tiers).length > 0, { error: 'must name at least one tier' })
          .describe('Sizes, by name'),
      })
      .describe('What runs, and how much of it'),
  })
  .meta({ title: 'Blueprint', description: 'A product: what runs for each tenant, and its tiers' });

export type BlueprintSource = z.infer<typeof blueprintSchema>;
export type BlueprintSpec = BlueprintSource['spec'];
export type TierSource = BlueprintSpec['tiers'][string];
export type ResourcesSource = z.infer<typeof resourcesSchema>;
export type ServiceSource = BlueprintSpec['services'][string];
export type JobSource = BlueprintSpec['jobs'][string];
