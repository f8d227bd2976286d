// `tenantry report`: its options, help and examples. Its work is in commands/report.ts.
import { Option } from 'commander';
import { type CommonOptions, defineCommand } from '../define-command.js';
import { number, repositoryOption } from './shared-options.js';

export const reportCommand = defineCommand(
  {
    usage: 'report <folder>',
    summary: 'show on a pull request what validate found',
    description:
      'Writes the comment and the check that say what `tenantry validate --report <folder>` found. The folder may come from a fork: it is data, and nothing in it is believed. The token is read from GITHUB_TOKEN or GH_TOKEN and needs pull-requests: write and checks: write.',
    options: [
      repositoryOption,
      new Option('--comment-id <number>', 'the comment to update; default: it is searched').argParser(number),
      new Option('--dry-run', 'print the comment, ask GitHub nothing').default(false),
    ],
    examples: ['tenantry report report --dry-run', 'tenantry report report --repository acme/platform'],
  },
  async ([folder = ''], options: CommonOptions & { repository?: string; commentId?: number; dryRun: boolean }) =>
    (await import('../commands/report.js')).runReport({ ...options, folder }),
);
