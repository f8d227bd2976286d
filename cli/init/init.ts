// `tenantry init`: makes a new platform in a folder.
import { join, relative, resolve } from 'node:path';
import { Option } from 'commander';
import { type CommonOptions, defineCommand } from '../define-command.js';
import type { CommandResult } from '../show-result.js';
import { starter } from './starter.js';
import { starterFiles } from './starter-files.js';
import { isThere, writeNewFiles } from './write-new-files.js';

export const initCommand = defineCommand(
  {
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
    runInit({ ...options, folder: resolve(root, folder ?? '.') }),
);

interface InitCommand {
  readonly folder: string;
  /** Default: made from the folder's name. */
  readonly name?: string;
  readonly baseDomain: string;
  /** As `owner/name@commit`. */
  readonly tenantry?: string;
}

/** Runs the command; throws UsageError for a name that can not be used or a file that is in the way. */
async function runInit(options: InitCommand): Promise<CommandResult> {
  const folder = resolve(options.folder);
  const platform = starter({ ...options, folder });
  const files = starterFiles(platform).filter(
    ({ unlessThere = [] }) => !unlessThere.some((path) => isThere(folder, path)),
  );
  writeNewFiles(folder, files);
  const shown = relative('', folder) || '.';
  return {
    findings: [],
    data: { outcome: 'made', folder, platform: platform.name, files: files.map((file) => file.path) },
    lines: [`made the platform ${platform.name}:`, ...files.map((file) => `  ${join(shown, file.path)}`)],
    next: [
      ...(shown === '.' ? [] : [`go there: cd ${shown}`]),
      'publish the sample tenant to an embedded repository: tenantry publish',
      'replace the lines of platform.yaml and .github/workflows/ that are marked «yours», and the product in blueprints/',
      'add a tenant: tenantry add',
      'keep all of it in git, so that every change is reviewed: git init',
      'on GitHub, name your teams in .github/CODEOWNERS, and import .github/ruleset.json under Settings, Rules',
    ],
  };
}
