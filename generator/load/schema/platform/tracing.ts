// `clusters.<cluster>.tracing`: where services send traces.
import { z } from 'zod';
import { webUrl } from '../scalars.js';
import { sharedService } from './shared-service.js';

export const tracing = z
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
