// `services` of a blueprint: programs that run all the time.

import { z } from 'zod';
import type { SharedService } from '../base/cluster.js';
import {
  absolutePath,
  container,
  distinct,
  label,
  plainPath,
  port,
  resourceOverrides,
  resources,
  sharedService,
  webUrl,
} from '../base/schema.js';
import type { FieldsOf } from '../base/sources.js';
import type { ServiceProps } from '../base/workload.js';

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

const scale = {
  replicas: z
    .int()
    .min(1)
    .max(100)
    .exactOptional()
    .meta({ description: 'Number of pods', examples: [2] }),
  autoscale: z
    .strictObject({
      min: z
        .int()
        .min(1)
        .max(100)
        .meta({ description: 'Pods at least', examples: [2] }),
      max: z
        .int()
        .min(1)
        .max(100)
        .meta({ description: 'Pods at most', examples: [6] }),
      cpu: z
        .int()
        .min(1)
        .max(100)
        .exactOptional()
        .meta({ description: 'Percent of the requested CPU to aim at', examples: [70] }),
      memory: z
        .int()
        .min(1)
        .max(100)
        .exactOptional()
        .meta({ description: 'Percent of the requested memory to aim at', examples: [80] }),
    })
    .exactOptional()
    .meta({
      description: 'Scale by load instead of a fixed number',
      examples: [{ min: 2, max: 6, cpu: 70, memory: 80 }],
    }),
};

const tracing = z
  .strictObject({
    endpoint: webUrl.meta({
      description: 'Where OpenTelemetry’s exporters send to, with the port',
      examples: ['http://collector.tracing.svc:4318'],
    }),
    protocol: z
      .enum(['http/protobuf', 'grpc'])
      .default('http/protobuf')
      .describe('What is spoken there; grpc listens on 4317 mostly, http/protobuf on 4318'),
    network: sharedService.describe('Where the collector is reached'),
  })
  .describe('The collector of traces; without it services run without traces');

const pods = z.int().min(1).max(100);

const serviceOverrides = z
  .strictObject({
    replicas: pods.exactOptional().meta({ description: 'Number of pods', examples: [3] }),
    autoscale: z
      .strictObject({
        min: pods.exactOptional().meta({ description: 'Pods at least', examples: [2] }),
        max: pods.exactOptional().meta({ description: 'Pods at most', examples: [6] }),
      })
      .exactOptional()
      .meta({
        description: 'Bounds of the number of pods, where the tier scales the service by load',
        examples: [{ max: 6 }],
      }),
    resources: resourceOverrides.exactOptional(),
  })
  .meta({ description: 'Overrides of one service' });

export const servicesSchema = {
  blueprint: { services: z.record(label(), service).describe('Programs that run all the time') },
  tier: {
    services: z.record(label(), z.strictObject({ ...scale, resources })).describe('Size of each service'),
  },
  cluster: { tracing: tracing.exactOptional() },
  overrides: {
    services: z
      .record(label(), serviceOverrides)
      .exactOptional()
      .meta({ description: 'Overrides by service', examples: [{ api: { replicas: 3 } }] }),
  },
} as const;

export type ServiceSource = z.infer<typeof service>;

/** The ServiceAccount of all services: none has rights or a token, so that one says no less than one for each. */
export const servicesAccount = 'services';

declare module '../base/sources.js' {
  interface BlueprintSpec extends FieldsOf<typeof servicesSchema.blueprint> {}
  interface TierSource extends FieldsOf<typeof servicesSchema.tier> {}
  interface ClusterSource extends FieldsOf<typeof servicesSchema.cluster> {}
  interface TenantOverrides extends FieldsOf<typeof servicesSchema.overrides> {}
}

/** A collector that takes OpenTelemetry's protocol. */
export interface TracingProps {
  readonly endpoint: string;
  readonly protocol: 'http/protobuf' | 'grpc';
  readonly network: SharedService;
}

declare module '../base/tenant.js' {
  interface TenantProps {
    readonly services: Readonly<Record<string, ServiceProps>>;
  }
}

declare module '../base/cluster.js' {
  interface ClusterProps {
    readonly tracing?: TracingProps;
  }
}
