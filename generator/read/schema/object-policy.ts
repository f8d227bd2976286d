// The schema of `policies/<name>.yaml`: what the platform asks of rendered objects beside our own rules, written in CEL. It is the only
// source of its type and of schema/policy.schema.json.
import { z } from 'zod';
import { displayText, distinct, label, someNames } from '../../../constructs/base/schema.js';
import { concernNames } from '../../../constructs/index.js';
import { tenantKinds } from '../../../constructs/kinds.js';

const kinds = tenantKinds.map(({ kind }) => kind);

const tenants = z
  .strictObject({
    ids: someNames('These tenants', 'acme-auto'),
    blueprints: someNames('Tenants of these blueprints', 'workshop'),
    tiers: someNames('Tenants of these tiers', 'enterprise'),
    regions: someNames('Tenants of these regions', 'eu-west'),
    rings: someNames('Tenants of these rings', 'canary'),
    lifecycles: distinct(z.enum(['active', 'suspended', 'offboarding']))
      .refine((list) => list.length > 0, { error: 'must name something' })
      .exactOptional()
      .meta({ description: 'Tenants of these lifecycles', examples: [['active']] }),
  })
  .meta({ description: 'The tenants that it looks at; all where absent', examples: [{ tiers: ['enterprise'] }] });

/** Characters: longer ones are hard to review, and cost time with every object. */
const expression = z.string().min(1).max(2000);

const validation = z
  .strictObject({
    expression: expression.meta({
      description: 'CEL over `object` and `tenant`: true where all is well',
      examples: ['object.spec.replicas >= 2'],
    }),
    message: displayText(300).meta({
      description: 'What is wrong where it is not true, after the object’s kind and name',
      examples: ['has fewer than two replicas'],
    }),
    messageExpression: expression.exactOptional().meta({
      description: 'CEL that makes the message from the object; `message` stays where it fails',
      examples: ['"has " + string(object.spec.replicas) + " replicas"'],
    }),
  })
  .meta({ description: 'One thing that must hold of each object' });

const spec = z.strictObject({
  description: displayText(300).meta({
    description: 'Why there is this policy; it is the hint of its findings',
    examples: ['who pays for enterprise gets through the loss of a node'],
  }),
  severity: z
    .enum(['error', 'warning'])
    .default('error')
    .meta({ description: 'An error keeps the tenant from going out; a warning is only said', examples: ['error'] }),
  kinds: distinct(z.enum(kinds as [string, ...string[]]))
    .refine((list) => list.length > 0, { error: 'must name something' })
    .meta({ description: 'The kinds of objects that it looks at', examples: [['Deployment', 'Job']] }),
  concerns: distinct(z.enum(concernNames as [string, ...string[]]))
    .refine((list) => list.length > 0, { error: 'must name something' })
    .exactOptional()
    .meta({ description: 'The files of a tenant that it looks at; all where absent', examples: [['services']] }),
  tenants: tenants.exactOptional(),
  validations: z
    .array(validation)
    .min(1, { error: 'must hold at least one validation' })
    .max(20)
    .describe('What must hold; each that does not is a finding'),
});

export const objectPolicySchema = z
  .strictObject({
    apiVersion: z.literal('tenantry.dev/v1').describe('The version of this format'),
    kind: z.literal('Policy').describe('Always Policy'),
    metadata: z
      .strictObject({
        name: label(40).meta({
          description: 'The policy’s name: the name of this file without .yaml',
          examples: ['own-registry'],
        }),
      })
      .describe('Which policy it is'),
    spec: spec.describe('What the policy asks for'),
  })
  .meta({ title: 'Policy', description: 'What the platform asks of tenants’ objects beside Tenantry’s own rules' });

export type ObjectPolicySource = z.infer<typeof objectPolicySchema>;
export type PolicyTenants = z.infer<typeof tenants>;
