// `tenantry init`: makes a new platform in a folder.
import { join, relative, resolve } from 'node:path';
import { Option } from 'commander';
import { schemaFiles } from '../../generator/read/schema/json-schemas.js';
import { type CommonOptions, defineCommand } from '../define-command.js';
import type { CommandResult } from '../show-result.js';
import { reviewFiles, workflowFiles } from './github-files.js';
import { blueprintText, platformText, sampleId, sampleTenantText } from './platform-texts.js';
import type { Starter, StarterFile } from './starter.js';
import { starter } from './starter.js';
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

/** Every file, platform.yaml last: the folder is a platform only once it is complete. */
export function starterFiles(starter: Starter): StarterFile[] {
  return [
    ...schemaFiles(),
    { path: 'blueprints/starter.yaml', text: blueprintText() },
    { path: `tenants/${sampleId}.yaml`, text: sampleTenantText() },
    { path: '.gitignore', text: '.tenantry/\n.tenantry-staging.*\nnode_modules/\n' },
    ...workflowFiles(starter.tenantry),
    ...reviewFiles(),
    { path: 'README.md', text: readmeText(starter.name) },
    { path: 'platform.yaml', text: platformText(starter) },
  ];
}

function readmeText(name: string): string {
  return `# ${name}

The tenants of one platform. A reviewed file for each tenant becomes Kubernetes manifests in a git repository that Argo CD watches.

| file | says |
| --- | --- |
| \`platform.yaml\` | where and how tenants run: clusters, repositories, guards |
| \`blueprints/*.yaml\` | what a product runs, and its tiers |
| \`policies/*.yaml\` | what you ask of rendered objects beside Tenantry’s own checks; none yet |
| \`tenants/*.yaml\` | who the tenants are, one file each; \`tenants/${sampleId}.yaml\` is a sample |
| \`dist/\` | the manifests, made by \`tenantry render\`; committed, never edited |
| \`schema/\` | what editors know about the files above |
| \`.github/workflows/\` | validate pull requests, comment on them, publish what is merged |
| \`.github/CODEOWNERS\`, \`.github/ruleset.json\` | who reviews what; the ruleset is to be imported on GitHub |
| \`.tenantry/\` | the embedded repository, where platform.yaml names no other; not committed |

\`\`\`sh
tenantry validate     # check everything, write nothing
tenantry add          # add a tenant: asks, and writes tenants/<id>.yaml
tenantry render       # write the manifests to dist/, to see what changes
tenantry publish      # publish the difference as one commit
tenantry bootstrap    # print what Argo CD is given once
tenantry explain ${sampleId} # show a tenant's plan, and who set each value
\`\`\`

Before a real cluster reads the result, replace the lines of \`platform.yaml\` that are marked «yours»; those of
\`.github/workflows/\` say which Tenantry runs there.
`;
}
