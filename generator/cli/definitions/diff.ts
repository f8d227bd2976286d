// `tenantry diff`: its options, help and examples. Its work is in commands/diff.ts.
import { Option } from 'commander';
import { type CommonOptions, defineCommand } from '../define-command.js';

export const diffCommand = defineCommand(
  {
    usage: 'diff [ids...]',
    summary: 'show what would change in Kubernetes',
    description:
      'Compares the working tree with what is published, or two source revisions; tenants that change alike are shown once.',
    options: [
      new Option('--from <revision>', 'source revision to compare with; default: what is published'),
      new Option('--to <revision>', 'source revision to look at; default: the working tree'),
    ],
    formats: ['text', 'json', 'markdown'],
    examples: [
      'tenantry diff',
      'tenantry diff acme-auto',
      'tenantry diff --from origin/main',
      'tenantry diff --from v1.4 --to v1.5 --output json',
      'tenantry diff --from origin/main --output markdown',
    ],
  },
  async (ids, options: CommonOptions & { from?: string; to?: string }, terminal) =>
    (await import('../commands/diff.js')).runDiff({ ...options, ids }, terminal),
);
