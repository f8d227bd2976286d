// The files of a new platform, as data: what `tenantry init` writes. Nothing here touches the disk.
import { schemaFiles } from '../../load/schema/json-schemas.js';
import { blueprintText } from './blueprint-text.js';
import { platformText } from './platform-text.js';
import { readmeText } from './readme-text.js';
import { sampleId, sampleTenantText } from './sample-tenant.js';
import type { Starter } from './starter.js';
import { workflowFiles } from './workflow-files.js';

export interface StarterFile {
  /** From the platform's folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every file, platform.yaml last: the folder is a platform only once it is complete. */
export function starterFiles(starter: Starter): StarterFile[] {
  return [
    ...schemaFiles(),
    { path: 'blueprints/starter.yaml', text: blueprintText() },
    { path: `tenants/${sampleId}.yaml`, text: sampleTenantText() },
    { path: '.gitignore', text: '.tenantry/\n.tenantry-staging.*\n' },
    ...workflowFiles(starter.tenantry),
    { path: 'README.md', text: readmeText(starter.name) },
    { path: 'platform.yaml', text: platformText(starter) },
  ];
}
