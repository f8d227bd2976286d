import { describe, it } from 'vitest';
import { byIngress, expectBreak } from '../broken-tenant.js';

const configuration = 'spec.configuration';

describe('backup rules', () => {
  it.each([
    ['another tenant’s path', `${configuration}.destinationPath`, 's3://garage-backups-eu-west/bolt-garage/'],
    ['the path of all', `${configuration}.destinationPath`, 's3://garage-backups-eu-west/'],
    ['no path', `${configuration}.destinationPath`, undefined],
    ['the endpoint of another region', `${configuration}.endpointURL`, 'https://s3.us-east.garage.example'],
    ['no endpoint', `${configuration}.endpointURL`, undefined],
    ['another Secret', `${configuration}.s3Credentials.accessKeyId.name`, 'platform-backups'],
    ['another provider', `${configuration}.azureCredentials`, { inheritFromAzureAD: true }],
  ])('find a store with %s', (_, path, value) => {
    expectBreak({ code: 'check/foreign-backup-path', object: 'ObjectStore backups', set: [[path, value]] });
  });

  it('find an endpoint where the profile has none', () => {
    const set = [[`${configuration}.endpointURL`, 'https://objects.example']] as const;
    expectBreak({ code: 'check/foreign-backup-path', tenant: byIngress, object: 'ObjectStore backups', set });
  });

  it.each([
    ['a store of its own', 'spec.backup', { barmanObjectStore: { destinationPath: 's3://elsewhere/' } }],
    ['another tenant’s ObjectStore', 'spec.plugins.0.parameters.barmanObjectName', 'foreign'],
    [
      'a source elsewhere',
      'spec.externalClusters',
      [{ name: 'old', barmanObjectStore: { destinationPath: 's3://x/' } }],
    ],
  ])('find a database with %s', (_, path, value) => {
    expectBreak({ code: 'check/foreign-backup-path', object: 'Cluster postgres', set: [[path, value]] });
  });

  it.each([
    ['spec.schedule', '0 2 * * *'],
    ['spec.schedule', '@daily'],
    ['spec.schedule', '0 0 2 * *  '],
    ['spec.schedule', undefined],
    ['spec.method', undefined],
    ['spec.method', 'volumeSnapshot'],
  ])('find a ScheduledBackup with %s: %s', (path, value) => {
    expectBreak({ code: 'check/backup-cron', object: 'ScheduledBackup postgres-daily', set: [[path, value]] });
  });

  it('find a Backup of another method than the plugin', () => {
    const set = [
      ['kind', 'Backup'],
      ['spec', { cluster: { name: 'postgres' } }],
    ] as const;
    const [object, about] = ['ScheduledBackup postgres-daily', 'Backup postgres-daily'];
    expectBreak({ code: 'check/backup-cron', object, set, about });
  });
});
