// `tenantry publish`: its options, help and examples. Its work is in commands/publish.ts.
import { Option } from 'commander';
import { type CommonOptions, defineCommand } from '../define-command.js';
import { moveSetsOption, schemasOption } from './shared-options.js';

export const publishCommand = defineCommand(
  {
    usage: 'publish',
    summary: 'render every tenant and publish the difference as one commit',
    description:
      'Writes to the GitOps repository that platform.yaml names, or to an embedded one below .tenantry/, which the first publish makes.',
    options: [
      new Option('--out <folder>', 'folder that mirrors what is published').default('dist'),
      new Option('--no-out', 'leave that folder alone'),
      new Option('--dry-run', 'say what would be published').default(false),
      moveSetsOption,
      schemasOption,
    ],
    examples: ['tenantry publish', 'tenantry publish --dry-run', 'tenantry publish --no-out --output json'],
  },
  async (
    _,
    { out, ...options }: CommonOptions & { out: string | false; dryRun: boolean; moveSets: boolean },
    terminal,
  ) => (await import('../commands/publish.js')).runPublish({ ...options, ...(out === false ? {} : { out }) }, terminal),
);
