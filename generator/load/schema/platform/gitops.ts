// `gitops` of platform.yaml: the repository that Argo CD watches.
import { z } from 'zod';

export const gitops = z
  .strictObject({
    repository: z
      .string()
      .regex(/^(?:https:\/\/(?![^/]*@)|ssh:\/\/|git@|file:\/\/\/)[^\s"'`]+$/, {
        error: 'must be an https, ssh or file address without a password',
      })
      .exactOptional()
      .meta({
        description: 'The GitOps repository as Argo CD reads it; absent: the embedded one',
        examples: ['https://git.platform.example/gitops.git'],
      }),
    pushTo: z
      .string()
      .min(1)
      .exactOptional()
      .meta({
        description: 'Where to publish, where that differs from `repository`',
        examples: ['git@git.platform.example:gitops.git'],
      }),
    branch: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/)
      .default('main')
      .meta({ description: 'Its branch', examples: ['main'] }),
  })
  .default({ branch: 'main' })
  .describe('The repository that Argo CD watches');
