// `clusters.<cluster>.sharedServices`: what blueprints may reach by name.
import { z } from 'zod';
import { cidr, port } from '../scalars.js';
import { peer } from './peers.js';

const ports = z.array(port).min(1).describe('Its ports');

export const sharedService = z
  .union([
    z.strictObject({ ports, peer }),
    z.strictObject({ ports, cidrs: z.array(cidr).min(1).describe('Its address ranges') }),
  ])
  .meta({
    description: 'Something outside the tenants’ namespaces that a blueprint may ask for by name',
    examples: [{ ports: [587], cidrs: ['192.0.2.25/32'] }],
  });
