// Turns a tenant's migration into one that is never done in time, in a working copy of the GitOps repository.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, parseAllDocuments } from 'yaml';

/**
 * The marker changes too, as it does with every change that is published: Argo CD waits for a Job only where another wave follows
 * (gitops-engine, `multiStep`), and that is the marker's.
 * @param tenantFolder path of the tenant's manifests in the working copy
 */
export function failMigration(folder: string, tenantFolder: string): void {
  editDocuments(join(folder, tenantFolder, 'jobs.yaml'), (document) => {
    if (!nameOf(document).startsWith('migrate-')) return;
    document.setIn(['metadata', 'name'], 'migrate-failing');
    document.setIn(['spec', 'activeDeadlineSeconds'], 5);
    document.setIn(['spec', 'template', 'metadata', 'annotations'], { 'controlplane.test/hold': 'true' });
  });
  editDocuments(join(folder, tenantFolder, 'namespace.yaml'), (document) => {
    if (nameOf(document) === 'tenantry-marker') document.setIn(['data', 'digest'], 'f'.repeat(64));
  });
}

function editDocuments(path: string, edit: (document: Document) => void): void {
  const documents = parseAllDocuments(readFileSync(path, 'utf8')) as Document[];
  documents.forEach(edit);
  writeFileSync(path, documents.map(String).join('---\n'));
}

function nameOf(document: Document): string {
  return String(document.getIn(['metadata', 'name']));
}
