// What each pod of a blueprint asks for, wherever a blueprint sizes something.
import { z } from 'zod';
import { bytes, cpu } from '../scalars.js';

const sized = { cpu, memory: bytes };

export const resources = z
  .strictObject({
    ...sized,
    limits: z.strictObject(sized).partial().exactOptional().describe('Upper bounds; what is absent equals the request'),
  })
  .meta({
    description: 'What each pod asks for',
    examples: [{ cpu: '250m', memory: '512Mi', limits: { memory: '1Gi' } }],
  });

export type ResourcesSource = z.infer<typeof resources>;
