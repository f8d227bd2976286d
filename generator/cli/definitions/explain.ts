// `tenantry explain`: its options, help and examples. Its work is in commands/explain.ts.
import { type CommonOptions, defineCommand } from '../define-command.js';

export const explainCommand = defineCommand(
  {
    usage: 'explain <id> [field]',
    summary: 'show a tenant’s plan, and who set each value',
    options: [],
    examples: [
      'tenantry explain acme-auto',
      'tenantry explain acme-auto services.api.replicas',
      'tenantry explain acme-auto secrets',
      'tenantry explain acme-auto cluster --output json',
    ],
  },
  async ([id = '', field], options: CommonOptions) =>
    (await import('../commands/explain.js')).runExplain({ ...options, id, ...(field === undefined ? {} : { field }) }),
);
