// How many pods a service has, by a number or by load: fields of a tier’s services.
import { z } from 'zod';

export const scale = {
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
