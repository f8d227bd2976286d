// `links` of a blueprint: pages of the product that Argo CD shows beside each tenant.
import { z } from 'zod';
import { absolutePath, displayText } from '../scalars.js';

export const link = z
  .strictObject({
    title: displayText(40)
      .regex(/^[^|]*$/, { error: 'must not hold a bar, which Argo CD reads as its end' })
      .meta({ description: 'What people read', examples: ['Administration'] }),
    path: absolutePath.describe('The path on the tenant’s first host'),
  })
  .meta({ description: 'A page of the product', examples: [{ title: 'Administration', path: '/admin/' }] });
