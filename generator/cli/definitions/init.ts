// `tenantry init`: its options, help and examples. Its work is in commands/init.ts.
import { resolve } from 'node:path';
import { Option } from 'commander';
import { type CommonOptions, defineCommand } from '../define-command.js';

export const initCommand = defineCommand(
  {
    usage: 'init [folder]',
    summary: 'make a new platform that works at once',
    options: [
      new Option('--name <name>', 'the platform’s name; default: the folder’s'),
      new Option('--base-domain <domain>', 'tenants are served below it').default('tenants.example'),
      new Option(
        '--tenantry <owner/name@commit>',
        'where its workflows find Tenantry on GitHub; default: a placeholder',
      ),
    ],
    examples: ['tenantry init my-platform', 'tenantry init . --name garage --base-domain garage.example'],
  },
  async ([folder], { root, ...options }: CommonOptions & { name?: string; baseDomain: string; tenantry?: string }) =>
    (await import('../commands/init.js')).runInit({ ...options, folder: resolve(root, folder ?? '.') }),
);
