// `tenantry add`: its options, help and examples. Its work is in commands/add.ts.
import { Option } from 'commander';
import type { Given } from '../add/given.js';
import { type CommonOptions, defineCommand } from '../define-command.js';
import { baseOption, outOption, type PullRequestFlags, pullRequestOf, repositoryOption } from './shared-options.js';

const addOptions = [
  new Option('--display-name <text>', 'the customer’s name as people read it'),
  new Option('--blueprint <name>', 'what the tenant runs'),
  new Option('--tier <name>', 'how much of it'),
  new Option('--region <name>', 'where its data lives'),
  new Option('--owner-name <text>', 'who answers for it'),
  new Option('--owner-email <address>', 'their e-mail address'),
  new Option('--domain <host>', 'a domain of the tenant’s own; may be given several times').argParser(
    (host: string, before: readonly string[] = []) => [...before, host],
  ),
  new Option('--customer-id <id>', 'the customer in the billing system'),
  new Option('--subscription-id <id>', 'the subscription'),
  new Option('--cost-center <id>', 'the cost centre'),
  new Option('--department <name>', 'the department'),
  new Option('--expires-at <date>', 'the day it ends, as 2026-12-31; demos need it'),
  new Option('--sample-data', 'load the product’s sample data'),
  new Option('--dry-run', 'print the file, write nothing').default(false),
  new Option('--pr', 'open a pull request in place of writing the file').default(false),
  new Option('--link', 'print a link to GitHub’s page for a new file, filled in')
    .default(false)
    .conflicts(['pr', 'dryRun']),
  repositoryOption,
  baseOption,
  outOption,
];

interface AddOptions extends PullRequestFlags {
  readonly out: string;
  readonly dryRun: boolean;
  readonly link: boolean;
}

export const addCommand = defineCommand(
  {
    usage: 'add [id]',
    summary: 'add a tenant: writes tenants/<id>.yaml',
    description:
      'Asks for what is missing on a terminal. Without an id it makes one from the display name, with a random suffix. With --pr it opens a pull request on GitHub and writes nothing here; with the same id again it brings that one up to date. With --link it prints a link that does so in a browser, and asks GitHub nothing. The token is read from GITHUB_TOKEN or GH_TOKEN.',
    options: addOptions,
    examples: [
      'tenantry add',
      'tenantry add acme-auto --display-name "Acme Auto Repair" --blueprint workshop --tier professional --region eu-west --owner-name "Acme office" --owner-email owner@acme-auto.example',
      'tenantry add acme-auto --pr --repository acme/platform …',
      'tenantry add acme-auto --link --repository acme/platform …',
    ],
  },
  async (
    [id],
    { root, output, out, dryRun, pr, link, repository, base, ...given }: CommonOptions & Given & AddOptions,
    terminal,
  ) => {
    const person = output === 'text' ? terminal.person : undefined;
    return (await import('../commands/add.js')).runAdd({
      ...{ root, out, dryRun, given, ...pullRequestOf({ pr, repository, base }) },
      ...(link ? { link: pullRequestOf({ pr: true, repository, base }).pullRequest } : {}),
      ...(id === undefined ? {} : { id }),
      ...(person === undefined ? {} : { person }),
    });
  },
);
