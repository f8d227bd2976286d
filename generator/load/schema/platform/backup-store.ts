// `clusters.<cluster>.backupStore`: where the backups of databases go.
import { z } from 'zod';
import { label, webUrl } from '../scalars.js';
import { endpoint } from './peers.js';
import { roleArn } from './role-arn.js';

export const backupStore = z
  .strictObject({
    bucket: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
      .meta({ description: 'The bucket; each tenant writes below its own id', examples: ['backups-eu-west'] }),
    endpoint: webUrl.exactOptional().describe('Of an S3-compatible store; absent for AWS'),
    region: label(30)
      .exactOptional()
      .meta({ description: 'Its AWS region; MariaDB needs it where there is no endpoint', examples: ['us-east-1'] }),
    credentials: z
      .discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('role').describe('An AWS role'),
          roleArn: roleArn.describe('A role for each tenant that writes its own prefix only'),
        }),
        z.strictObject({
          kind: z.literal('stored').describe('Access keys from the secret store'),
          from: label(60).meta({
            description: 'Name of the access keys below the tenant’s prefix',
            examples: ['backup-store'],
          }),
        }),
      ])
      .describe('How databases authenticate'),
    archives: z
      .boolean()
      .default(false)
      .meta({
        description:
          'Whether a job of yours at the store keeps single PostgreSQL backups beyond the recovery window; without it the window is as long as the longest of them',
        examples: [true],
      }),
    lastBackup: z
      .boolean()
      .default(false)
      .meta({
        description:
          'Whether Argo CD has the rule for the health of Backups (docs/run-on-a-cluster.md); PostgreSQL of a suspended tenant is then backed up once more before it hibernates',
        examples: [true],
      }),
    network: z.array(endpoint).min(1).describe('Where the store is reached'),
  })
  .describe('Where database backups go');
