// `tenantry policy`: its options, help and examples. Its work is in commands/policy.ts.
import { Option } from 'commander';
import type { PolicyCommand } from '../commands/policy.js';
import { type CommonOptions, defineCommand } from '../define-command.js';
import { number, outOption, repositoryOption } from './shared-options.js';

export const policyCommand = defineCommand(
  {
    usage: 'policy',
    summary: 'say whether the policy permits what a change does',
    description:
      'Compares the working tree with where the change is to go, and judges by the policy there. Exits with 1 where something is refused or an approval is missing. Who asks is told by --author, or by GitHub with --pull-request; the token is read from GITHUB_TOKEN or GH_TOKEN, and needs pull-requests: read.',
    options: [
      new Option('--from <revision>', 'where the change is to go, as origin/main').makeOptionMandatory(),
      new Option('--author <login>', 'who opens the pull request').conflicts('pullRequest'),
      new Option('--approved-by <login...>', 'who approved what it now holds').default([], 'nobody'),
      new Option(
        '--pull-request <number>',
        'asks GitHub for its author and approvals; default: what GitHub Actions says',
      ).argParser(number),
      repositoryOption,
      new Option(
        '--teams <file>',
        'JSON with the members of teams that platform.yaml does not list; as --from has it, where git does',
      ),
      outOption,
      new Option('--report <folder>', 'add what is found to the report that `tenantry validate --report` wrote there'),
    ],
    examples: [
      'tenantry policy --from origin/main --author mona-example',
      'tenantry policy --from origin/main --author mona-example --approved-by sam-example --output json',
      'tenantry policy --from origin/main --author mona-example --teams teams.json',
      'tenantry policy --from origin/main --pull-request 12',
    ],
  },
  async (_, options: CommonOptions & Omit<PolicyCommand, 'root'>, terminal) =>
    (await import('../commands/policy.js')).runPolicy(options, terminal),
);
