// The schema of `waivers` in platform.yaml: findings that may stand for a while, each with a reason and an end.
import { z } from 'zod';
import { date, displayText, label } from '../../../constructs/base/schema.js';

/**
 * The closed list of what can be waived. Who owns what, secrets, deletion and what is published never can, and a new check can
 * not before it is put here.
 */
export const waivableCodes = [
  'check/unserved-host',
  'check/pod-not-restricted',
  'check/token-mounted',
  'check/no-resources',
  'check/no-probe',
  'check/writable-root',
  'check/image-not-fixed',
  'check/replicas-beside-hpa',
  'check/blocking-pdb',
  'check/quota-too-small',
  'check/job-ttl',
  'check/backup-cron',
  'check/schema-mismatch',
  'check/policy',
] as const;

export const waivers = z
  .array(
    z
      .strictObject({
        code: z.enum(waivableCodes).describe('The finding; one about ownership or secrets can not be waived'),
        tenant: z
          .union([label(), z.literal('*')], { error: 'must be a tenant’s id, or "*" for all' })
          .meta({ description: 'The tenant; "*" for all', examples: ['acme-auto'] }),
        reason: displayText(200).meta({
          description: 'Why it may stand; it is shown with the finding',
          examples: ['the new image comes with the release of March'],
        }),
        until: date.describe('The last day on which it may stand'),
      })
      .describe('One finding of one tenant'),
  )
  .describe('Findings that count as warnings for a while');

export type Waiver = z.infer<typeof waivers>[number];
