// `tenantry restore`: its options, help and examples. Its work is in commands/restore.ts.
import { Option } from 'commander';
import { type CommonOptions, defineCommand } from '../define-command.js';
import type { Begin } from '../restore/next-server.js';
import {
  baseOption,
  number,
  outOption,
  type PullRequestFlags,
  pullRequestOf,
  repositoryOption,
} from './shared-options.js';

interface RestoreOptions extends PullRequestFlags, Omit<Begin, 'at'> {
  readonly at?: string;
  readonly done: boolean;
  readonly cancel: boolean;
  readonly out: string;
  readonly dryRun: boolean;
}

export const restoreCommand = defineCommand(
  {
    usage: 'restore <id>',
    summary: 'restore a tenant’s database from its backups, or declare that done',
    description:
      'Writes into the tenant’s file that its database is a new server, which begins with a backup and goes back to the moment of --at. The server in use is kept beside it until --done takes it out of git, and --cancel goes back to it. With --pr it opens a pull request on GitHub and writes nothing here. The token is read from GITHUB_TOKEN or GH_TOKEN.',
    options: [
      new Option('--at <time>', 'the moment to go back to, as 2026-05-01T12:00:00Z'),
      new Option('--done', 'the restored server is as it should be').default(false).conflicts(['at', 'cancel']),
      new Option('--cancel', 'go back to the server before it').default(false).conflicts(['at', 'done']),
      new Option('--from <generation>', 'the server whose backups it begins with; default: the one in use').argParser(
        number,
      ),
      new Option('--generation <number>', 'of the new server; default: the next that none has had').argParser(number),
      new Option('--schedule <name>', 'on MariaDB, whose backups; default: the most frequent').choices([
        'daily',
        'weekly',
        'monthly',
      ]),
      new Option('--lost', 'the server in use is gone: keep none').default(false),
      new Option('--dry-run', 'print the file, write nothing').default(false),
      new Option('--pr', 'open a pull request in place of writing the file').default(false),
      repositoryOption,
      baseOption,
      outOption,
    ],
    examples: [
      'tenantry restore acme-auto --at 2026-05-01T12:00:00Z',
      'tenantry restore acme-auto --at 2026-05-01T12:00:00Z --pr --repository acme/platform',
      'tenantry restore acme-auto --done --output json',
    ],
  },
  async ([id = ''], options: CommonOptions & RestoreOptions) => {
    const { root, out, dryRun, done, cancel, at, from, generation, schedule, lost } = options;
    const step = done ? 'done' : cancel ? 'cancel' : 'begin';
    return (await import('../commands/restore.js')).runRestore({
      ...{ root, out, id, step, dryRun, ...pullRequestOf(options) },
      begin: {
        lost,
        ...(at === undefined ? {} : { at }),
        ...(from === undefined ? {} : { from }),
        ...(generation === undefined ? {} : { generation }),
        ...(schedule === undefined ? {} : { schedule }),
      },
    });
  },
);
