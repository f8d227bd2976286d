// `tenantry schemas`: its options, help and examples. Its work is in commands/schemas.ts.
import { Option } from 'commander';
import { type CommonOptions, defineCommand } from '../define-command.js';

export const schemasCommand = defineCommand(
  {
    usage: 'schemas <action>',
    summary: '`schemas pull` keeps your cluster’s schemas, to check against',
    description:
      'Reads the OpenAPI description of every kind that Tenantry renders from the cluster that KUBECONFIG names, and keeps it by content. Afterwards validate, render and publish check every object against it, unknown fields too, without a cluster.',
    options: [
      new Option('--to <folder>', 'where to keep them; default: .tenantry/schemas'),
      new Option('--context <name>', 'context of the kubeconfig; default: its current one'),
    ],
    examples: ['tenantry schemas pull', 'tenantry schemas pull --context eu-west --to schemas'],
  },
  async ([action = ''], options: CommonOptions & { to?: string; context?: string }) =>
    (await import('../commands/schemas.js')).runSchemas({ ...options, action }),
);
