// The sample platform in a folder of its own, removed after the test.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '../sample-platform.js';
import { temporaryFolder } from '../temporary-folder.js';

/** The files are by path; they replace or join those of the samples. */
export function platformFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = temporaryFolder();
  for (const name of ['platform.yaml', 'blueprints', 'policies', 'tenants'])
    cpSync(join(repositoryRoot, name), join(folder, name), { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFile(folder, path, text);
  return folder;
}

export function writeFile(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
