// `tenantry retry`: its options, help and examples. Its work is in commands/retry.ts.
import { Option } from 'commander';
import { type CommonOptions, defineCommand } from '../define-command.js';

export const retryCommand = defineCommand(
  {
    usage: 'retry <id>',
    summary: 'let Argo CD try a tenant again, through git',
    description:
      'Publishes one commit that changes the tenant’s marker and nothing else: Argo CD takes it for a new change and begins anew, with all of its retries. It never writes to a cluster. Who asks is told by --author, or by GitHub Actions, and the policy of platform.yaml must let them (retry-tenant); without either, whoever may push to the GitOps repository may do it.',
    options: [
      new Option('--reason <text>', 'why, for the commit’s message'),
      new Option('--author <login>', 'who asks; default: whom GitHub Actions names'),
      new Option('--teams <file>', 'JSON with the members of teams that platform.yaml does not list'),
    ],
    examples: [
      'tenantry retry acme-auto',
      'tenantry retry acme-auto --reason "the quota is raised" --author mona-example --output json',
    ],
  },
  async ([id = ''], { author, ...options }: CommonOptions & { reason?: string; author?: string; teams?: string }) => {
    // Of a run that somebody else started again, the second is who asks.
    const actor = author ?? (process.env.GITHUB_TRIGGERING_ACTOR || process.env.GITHUB_ACTOR || undefined);
    const { runRetry } = await import('../commands/retry.js');
    return runRetry({ ...options, id, ...(actor === undefined ? {} : { author: actor }) });
  },
);
