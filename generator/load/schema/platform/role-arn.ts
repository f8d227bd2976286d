// An AWS role with a place for the tenant’s id, for secrets and backups.
import { z } from 'zod';

export const roleArn = z
  .string()
  .regex(/^arn:aws[a-z-]*:iam::[0-9]{12}:role\/[\w+=,.@/{}-]+$/, {
    error: 'must be the ARN of a role; {tenant} stands for the tenant’s id',
  })
  .meta({ examples: ['arn:aws:iam::123456789012:role/tenant-{tenant}-secrets'] });
