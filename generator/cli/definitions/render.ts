// `tenantry render`: its options, help and examples. Its work is in commands/render.ts.
import { Option } from 'commander';
import { type CommonOptions, defineCommand } from '../define-command.js';
import { moveSetsOption, outOption, schemasOption } from './shared-options.js';

export const renderCommand = defineCommand(
  {
    usage: 'render',
    summary: 'write the manifests of every tenant to a folder',
    options: [
      outOption,
      new Option('--check', 'only say whether the folder is up to date').default(false),
      new Option(
        '--from <revision>',
        'as --check, but refuse only files that the change since then has made so',
      ).implies({
        check: true,
      }),
      moveSetsOption,
      schemasOption,
    ],
    examples: [
      'tenantry render',
      'tenantry render --check',
      'tenantry render --check --from origin/main',
      'tenantry render --out /tmp/preview',
    ],
  },
  async (
    _,
    options: CommonOptions & { out: string; check: boolean; moveSets: boolean; schemas?: string; from?: string },
    terminal,
  ) => (await import('../commands/render.js')).runRender(options, terminal),
);
