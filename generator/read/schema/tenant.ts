// The schema of `tenants/<id>.yaml`: the only source of its type and of schema/tenant.schema.json.
import { z } from 'zod';
import {
  date,
  displayText,
  email,
  environmentVariables,
  hostName,
  label,
  labelValue,
} from '../../../constructs/base/schema.js';
import type { TenantSource } from '../../../constructs/base/sources.js';
import { schemaFields } from '../../../constructs/index.js';

const overrides = z
  .strictObject(schemaFields('overrides'))
  .meta({ description: 'What this tenant has beyond its tier, up to the ceilings that the tier allows' });

const billing = z
  .strictObject({
    customerId: labelValue
      .exactOptional()
      .meta({ description: 'The customer in the billing system', examples: ['cus_123'] }),
    subscriptionId: labelValue
      .exactOptional()
      .meta({ description: 'The subscription; the label billing-id', examples: ['sub_123'] }),
    costCenter: labelValue.exactOptional().meta({ description: 'The label cost-center', examples: ['CC-ACME-001'] }),
    department: labelValue.exactOptional().meta({ description: 'The label department', examples: ['retail'] }),
  })
  .meta({ description: 'Identifiers for billing and cost reports; they become labels of the namespace' });

const spec = z.strictObject({
  ...schemaFields('tenant'),
  displayName: displayText(80).meta({
    description: 'The customer’s name as people read it',
    examples: ['Acme Auto Repair'],
  }),
  blueprint: label().meta({ description: 'What the tenant runs: a file in blueprints/', examples: ['workshop'] }),
  tier: label().meta({ description: 'How much of it: a tier of the blueprint', examples: ['professional'] }),
  region: label().meta({
    description: 'Where its data lives: the region of a cluster in platform.yaml',
    examples: ['eu-west'],
  }),
  owner: z
    .strictObject({
      name: displayText(80).meta({ description: 'A person or team to talk to', examples: ['Acme office'] }),
      email,
    })
    .meta({
      description: 'Who answers for the tenant',
      examples: [{ name: 'Acme office', email: 'owner@acme-auto.example' }],
    }),
  domains: z
    .array(hostName)
    .max(20)
    .exactOptional()
    .meta({
      description: 'Domains of the tenant’s own, besides <id>.<baseDomain>',
      examples: [['shop.acme-auto.example']],
    }),
  env: z
    .record(label(), environmentVariables)
    .exactOptional()
    .meta({ description: 'Environment variables by service or job', examples: [{ api: { LOCALE: 'de-DE' } }] }),
  overrides: overrides.exactOptional(),
  billing: billing.exactOptional(),
  sampleData: z
    .boolean()
    .default(false)
    .meta({ description: 'Whether the product’s sample data is loaded', examples: [true] }),
  createdOn: date.exactOptional().describe('The day the tenant was asked for; the annotation created-date'),
  expiresAt: date.exactOptional().describe('The day after which the tenant is to be suspended; demos need it'),
  lifecycle: z
    .enum(['active', 'suspended', 'offboarding'])
    .default('active')
    .meta({
      description:
        'active runs; suspended keeps the data and runs nothing; offboarding is suspended and may be removed after the grace period',
      examples: ['active'],
    }),
  offboardedOn: date
    .exactOptional()
    .describe('The day on which offboarding was requested; the grace period counts from it'),
});

/** With the shapes of its fields, for who asks for them one by one. */
export const tenantObject = z
  .strictObject({
    apiVersion: z.literal('tenantry.dev/v1').describe('The version of this format'),
    kind: z.literal('Tenant').describe('Always Tenant'),
    metadata: z
      .strictObject({
        name: label(40).meta({
          description: 'The tenant’s id: the name of this file without .yaml; it never changes',
          examples: ['acme-auto'],
        }),
      })
      .describe('Who the file is about'),
    spec: spec.describe('What the tenant is to be'),
  })
  .meta({ title: 'Tenant', description: 'One customer of the product, in a namespace of its own' });

export const tenantSchema = tenantObject as unknown as z.ZodType<TenantSource>;
