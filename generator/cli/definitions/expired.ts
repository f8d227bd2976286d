// `tenantry expired`: its options, help and examples. Its work is in commands/expired.ts.
import { Option } from 'commander';
import { type CommonOptions, defineCommand } from '../define-command.js';
import { baseOption, type PullRequestFlags, pullRequestOf, repositoryOption } from './shared-options.js';

export const expiredCommand = defineCommand(
  {
    usage: 'expired',
    summary: 'list tenants that run although they have expired',
    description:
      'With --pr it opens one pull request on GitHub that suspends all of them, and writes nothing here; run again it brings that one up to date. Where none has expired, it asks GitHub nothing. The token is read from GITHUB_TOKEN or GH_TOKEN, and needs contents: write and pull-requests: write.',
    options: [
      new Option('--date <date>', 'as 2026-12-31; default: today'),
      new Option('--pr', 'open a pull request that suspends them').default(false),
      repositoryOption,
      baseOption,
    ],
    examples: [
      'tenantry expired',
      'tenantry expired --date 2026-12-31 --output json',
      'tenantry expired --pr --repository acme/platform',
    ],
  },
  async (_, { root, date, ...options }: CommonOptions & PullRequestFlags & { date?: string }) =>
    (await import('../commands/expired.js')).runExpired({
      ...{ root, ...pullRequestOf(options) },
      ...(date === undefined ? {} : { date }),
    }),
);
