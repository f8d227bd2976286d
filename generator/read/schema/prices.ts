// The schema of `prices` in platform.yaml: what each tier of each product costs a month, and what goes beyond it.
// Amounts are text: a number of YAML is a floating-point one, and money is exact.
import { z } from 'zod';
import { bytes, cpu, label } from '../../../constructs/base/schema.js';

const amount = z
  .string()
  .regex(/^(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,6})?$/, {
    error: 'must be an amount in quotes, without a currency, such as "49.00"',
  })
  .meta({ examples: ['49.00'] });

const included = z
  .strictObject({
    cpu: cpu.exactOptional().describe('CPU cores that its pods request'),
    memory: bytes.exactOptional().describe('Memory that its pods request'),
    storage: bytes.exactOptional().describe('Volumes of its database, those of all instances'),
    sites: z
      .int()
      .min(1)
      .max(1000)
      .exactOptional()
      .meta({
        description: 'Hosts that it is served at: the one below the base domain and its own domains',
        examples: [2],
      }),
  })
  .meta({
    description: 'What the fee covers; what is left out is not covered',
    examples: [{ cpu: '2', memory: '4Gi', storage: '50Gi', sites: 2 }],
  });

const tierPrice = z
  .strictObject({
    fee: amount.describe('The base fee of a month'),
    feeWhileSuspended: amount
      .exactOptional()
      .describe('The base fee of a month in which the tenant is suspended or offboarding; the same fee where absent'),
    included: included.default({}),
  })
  .meta({ description: 'What one tier costs' });

export const prices = z
  .strictObject({
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, { error: 'must be a currency code of ISO 4217, such as EUR' })
      .meta({ description: 'The currency of every price, as ISO 4217 names it', examples: ['EUR'] }),
    overage: z
      .strictObject({
        cpu: amount.describe('One CPU core more'),
        memory: amount.describe('One GiB of memory more'),
        storage: amount.describe('One GiB of storage more'),
        domain: amount.describe('One domain more'),
      })
      .describe('What a month of one unit costs beyond what a tier includes; parts of a unit cost their part'),
    products: z
      .record(label(), z.record(label(), tierPrice).describe('Prices of its tiers, by name'))
      .describe('Prices by blueprint'),
  })
  .describe('What tenants cost');

export type Prices = z.infer<typeof prices>;
export type TierPrice = Prices['products'][string][string];
