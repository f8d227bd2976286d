// `tenantry bootstrap`: its options, help and examples. Its work is in commands/bootstrap.ts.
import { type CommonOptions, defineCommand } from '../define-command.js';

export const bootstrapCommand = defineCommand(
  {
    usage: 'bootstrap',
    summary: 'print what Argo CD is given once',
    options: [],
    examples: ['tenantry bootstrap', 'tenantry bootstrap | kubectl apply --server-side -f -'],
  },
  async (_, options: CommonOptions) => (await import('../commands/bootstrap.js')).runBootstrap(options),
);
