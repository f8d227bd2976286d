// Turns a tenant's migration into one that is never done in time, in a working copy of the GitOps repository.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

export function failMigration(folder: string, file: string): void {
  const path = join(folder, file);
  const documents = parseAllDocuments(readFileSync(path, 'utf8'));
  for (const document of documents) {
    if (!String(document.getIn(['metadata', 'name'])).startsWith('migrate-')) continue;
    document.setIn(['metadata', 'name'], 'migrate-failing');
    document.setIn(['spec', 'activeDeadlineSeconds'], 5);
    document.setIn(['spec', 'template', 'metadata', 'annotations'], { 'controlplane.test/hold': 'true' });
  }
  writeFileSync(path, documents.map(String).join('---\n'));
}
