// The files of a new platform, as data: what `tenantry init` writes.
import { schemaFiles } from '../../generator/read/schema/json-schemas.js';
import { reviewFiles, workflowFiles } from './github-files.js';
import { blueprintText, platformText, sampleId, sampleTenantText } from './platform-texts.js';
import type { Starter, StarterFile } from './starter.js';

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
