// Names of what a tenant's backups go through.

/** Of the ObjectStore. */
export const objectStoreName = 'backups';

/** The Secret with the backup store's access keys, where the profile asks for stored ones. */
export const backupCredentialsName = 'backup-store';

/** Its keys, in the secret store too. */
export const backupCredentialKeys = { accessKeyId: 'access-key-id', secretAccessKey: 'secret-access-key' } as const;
