// `services` of a blueprint: programs that run all the time.
import { z } from 'zod';
import { absolutePath, distinct, label, plainPath, port } from '../scalars.js';
import { container } from './container.js';

const probe = z
  .union([
    absolutePath,
    z.strictObject({
      command: z
        .array(z.string().min(1))
        .min(1)
        .meta({ description: 'A command in the container; it succeeds with exit code 0', examples: [['pg_isready']] }),
    }),
  ])
  .meta({
    description: 'An HTTP path on the service’s port, or a command',
    examples: ['/health/ready', { command: ['pg_isready'] }],
  });

const mountPath = plainPath
  .regex(/[^/]/, { error: 'must not be the root' })
  .meta({ description: 'The path in its container', examples: ['/var/www/uploads'] });

export const service = z
  .strictObject({
    ...container,
    port: port.exactOptional().describe('The port it listens on; absent for a worker'),
    probes: z
      .strictObject({
        ready: probe.exactOptional().describe('Whether it takes requests'),
        live: probe.exactOptional().describe('Whether it must be restarted'),
        startup: probe.exactOptional().describe('Whether it has started; until then the others wait'),
      })
      .default({})
      .describe('How Kubernetes learns its state'),
    waitsFor: distinct(label())
      .default([])
      .meta({ description: 'Services that come before it and accept its connections', examples: [['api']] }),
    mounts: z
      .record(label(), mountPath)
      .default({})
      .meta({ description: 'Where its volumes are, by name', examples: [{ uploads: '/var/www/uploads' }] }),
    tracing: z
      .boolean()
      .default(false)
      .meta({ description: 'Whether it sends traces, where its cluster collects them', examples: [true] }),
    metrics: z
      .strictObject({
        port: port.exactOptional().describe('Defaults to the service’s port'),
        path: absolutePath.default('/metrics').meta({ description: 'The path', examples: ['/metrics'] }),
      })
      .exactOptional()
      .describe('Where Prometheus reads its metrics'),
  })
  .meta({ description: 'A program that runs all the time' });
