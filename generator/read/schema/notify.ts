// `notify` of platform.yaml: who else is told what happens to tenants. Addresses are reviewed with the file; secrets come from the
// environment of `tenantry serve`.
import { z } from 'zod';
import { envName, label } from '../../../constructs/base/schema.js';

/** Kinds of events that may be told; steps that go well are seen on the page only. */
export const notifiedKinds = [
  'Requested',
  'Started',
  'Completed',
  'StepFailed',
  'Failed',
  'Stuck',
  'Degraded',
  'Recovered',
  'Suspended',
  'Resumed',
  'Offboarded',
  'Retried',
] as const;

const only = {
  kinds: z
    .array(z.enum(notifiedKinds))
    .min(1)
    .default(['Completed', 'Failed', 'Stuck', 'Degraded', 'Recovered', 'Suspended', 'Resumed', 'Offboarded'])
    .describe('Events that are told'),
  products: z
    .array(label())
    .min(1)
    .exactOptional()
    .meta({ description: 'Only of tenants of these blueprints', examples: [['workshop']] }),
  tiers: z
    .array(label())
    .min(1)
    .exactOptional()
    .meta({ description: 'Only of tenants of these tiers', examples: [['enterprise']] }),
} as const;

/** https; http only to this machine. No credentials and no query: tokens belong into the environment. */
const hookUrl = z
  .string()
  .max(500)
  .regex(/^(?:https:\/\/[A-Za-z0-9.-]+|http:\/\/(?:localhost|127\.0\.0\.1))(?::[0-9]{1,5})?(?:\/[^\s"'<>@?#]*)?$/, {
    error: 'must be an https address without credentials and query',
  })
  .meta({ description: 'Where to send it', examples: ['https://billing.platform.example/hooks/tenants'] });

const receiver = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('webhook').describe('JSON, signed by Standard Webhooks (standardwebhooks.com)'),
    url: hookUrl,
    secretFrom: envName.meta({
      description: 'The environment variable that holds the signing secret',
      examples: ['BILLING_WEBHOOK_SECRET'],
    }),
    ...only,
  }),
  z.strictObject({
    kind: z.literal('slack').describe('A message to an incoming webhook of Slack, or of what understands the same'),
    urlFrom: envName.meta({
      description: 'The environment variable that holds the address, which is a secret',
      examples: ['SLACK_OPERATIONS_URL'],
    }),
    ...only,
  }),
]);

export const notify = z.record(label(), receiver).meta({
  description: 'Who is told what happens to tenants, by name',
  examples: [
    {
      operations: { kind: 'slack', urlFrom: 'SLACK_OPERATIONS_URL', kinds: ['Failed', 'Stuck', 'Recovered'] },
      billing: {
        kind: 'webhook',
        url: 'https://billing.platform.example/hooks/tenants',
        secretFrom: 'BILLING_WEBHOOK_SECRET',
      },
    },
  ],
});

export type NotifySource = z.infer<typeof notify>;
export type ReceiverSource = NotifySource[string];
