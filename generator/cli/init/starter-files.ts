// The files of a new platform, as data: what `tenantry init` writes. Nothing here touches the disk.
import { schemaFiles } from '../../load/schema/json-schemas.js';
import { blueprintText } from './blueprint-text.js';
import { platformText } from './platform-text.js';
import { readmeText } from './readme-text.js';
import { reviewFiles } from './review-files.js';
import { sampleId, sampleTenantText } from './sample-tenant.js';
import type { Starter, StarterFile } from './starter.js';
import { workflowFiles } from './workflow-files.js';

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
