// The schema of `policy` in platform.yaml: who may do what, to which tenants, and who has to approve it.
import { z } from 'zod';
import { distinct, label, someNames } from '../../../constructs/base/schema.js';

/** Everything that a pull request can do, with the words that a sentence about it uses. */
export const actionNames = {
  'add-tenant': 'add a tenant',
  'raise-tier': 'raise the tier of a tenant',
  'lower-tier': 'lower the tier of a tenant',
  'move-tenant': 'give a tenant another region or blueprint',
  'raise-overrides': 'add or raise overrides of a tenant',
  'lower-overrides': 'lower or remove overrides of a tenant',
  'change-env': 'change environment variables of a tenant',
  'change-domains': 'change domains of a tenant',
  'change-owner': 'change the owner of a tenant',
  'change-billing': 'change billing identifiers of a tenant',
  'change-expiry': 'change when a tenant expires',
  'restore-tenant': 'restore the database of a tenant, and declare it done',
  'change-details': 'change the display name, creation date or sample data of a tenant',
  'suspend-tenant': 'suspend a tenant',
  'resume-tenant': 'resume a tenant',
  'offboard-tenant': 'offboard a tenant',
  'remove-tenant': 'remove the file of an offboarded tenant',
  'retry-tenant': 'let Argo CD try a tenant again, by `tenantry retry`',
  'change-blueprint': 'add, change or remove a blueprint',
  'change-platform': 'change platform.yaml',
  'change-policy': 'change the policy itself, or a file of policies/',
} as const;

export type ActionName = keyof typeof actionNames;

const actions = Object.keys(actionNames) as [ActionName, ...ActionName[]];

const login = z
  .string()
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,99})(?:\[bot\])?$/, { error: 'must be a login as GitHub shows it, without @' })
  .meta({ description: 'A login, in upper or lower case', examples: ['mona-example'] });

const people = z
  .strictObject({
    teams: distinct(label())
      .exactOptional()
      .meta({ description: 'Everybody in these teams', examples: [['support']] }),
    users: distinct(login)
      .exactOptional()
      .meta({ description: 'These people', examples: [['mona-example']] }),
  })
  .refine(({ teams = [], users = [] }) => teams.length + users.length > 0, { error: 'must name a team or a user' });

const where = z
  .strictObject({
    blueprints: someNames('These blueprints', 'workshop'),
    tiers: someNames('Tenants of these tiers', 'demo'),
    regions: someNames('Tenants of these regions', 'eu-west'),
    rings: someNames('Tenants of these rings', 'canary'),
  })
  .meta({
    description:
      'What it is limited to; a tenant must fit before and after. Blueprints have no tier, region or ring, and platform.yaml has nothing to fit',
    examples: [{ tiers: ['demo', 'free'] }],
  });

const rule = z
  .strictObject({
    may: distinct(z.enum(actions))
      .refine((list) => list.length > 0, { error: 'must name something' })
      .meta({
        description: `What they may do: ${actions.map((action) => `${action} (${actionNames[action]})`).join(', ')}`,
        examples: [['add-tenant', 'change-env']],
      }),
    who: z
      .union([z.literal('anyone').describe('Whoever opens the pull request'), people])
      .meta({ description: 'The author of the pull request', examples: [{ teams: ['support'] }, 'anyone'] }),
    where: where.exactOptional(),
    approvals: z
      .strictObject({
        count: z
          .int()
          .min(1)
          .max(10)
          .default(1)
          .meta({ description: 'How many of them', examples: [2] }),
        by: people.meta({
          description: 'Whose approvals count; the author’s never does',
          examples: [{ teams: ['platform'] }],
        }),
      })
      .exactOptional()
      .describe('Who else must approve; nobody where absent'),
  })
  .refine(({ who, approvals }) => who !== 'anyone' || approvals !== undefined, {
    error: 'must ask for approvals where anyone may do it',
    path: ['who'],
  })
  .meta({ description: 'One permission; what no rule permits is refused' });

export const permissions = z
  .strictObject({
    teams: z
      .record(
        label(),
        z
          .strictObject({
            members: distinct(login)
              .exactOptional()
              .meta({
                description: 'Their logins; absent: told by --teams',
                examples: [['mona-example', 'sam-example']],
              }),
          })
          .meta({ description: 'A team' }),
      )
      .default({})
      .meta({ description: 'Teams, by name', examples: [{ support: { members: ['mona-example'] } }] }),
    rules: z.array(rule).describe('Who may do what; one rule that permits a thing is enough'),
  })
  .describe('Who may do what by pull request; a change is judged by the policy of the branch that it goes to');

export type Permissions = z.infer<typeof permissions>;
export type PermissionRule = Permissions['rules'][number];
export type People = z.infer<typeof people>;
export type PermissionScope = z.infer<typeof where>;
