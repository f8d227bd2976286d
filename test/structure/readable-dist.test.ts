// The committed golden output stays readable: what a reviewer of a new tenant of any product has to read.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

/** Lines of all manifests of one tenant. */
const most = 1200;

const isManifest = /^dist\/clusters\/[^/]+\/tenants\/[^/]+\/[^/]+\.yaml$/;
const paths = readdirSync('dist', { recursive: true, encoding: 'utf8' })
  .map((path) => join('dist', path))
  .filter((path) => isManifest.test(path));
const folders = [...new Set(paths.map(dirname))].sort();

test.each(folders)('%s has less than 1,200 lines', (folder) => {
  const lines = paths.filter((path) => dirname(path) === folder).map(linesOf);
  expect(lines.reduce((sum, count) => sum + count, 0)).toBeLessThan(most);
});

test('every sample tenant is among them', () => {
  expect(folders).toHaveLength(readdirSync('tenants').filter((file) => file.endsWith('.yaml')).length);
});

function linesOf(path: string): number {
  return readFileSync(path, 'utf8').split('\n').length - 1;
}
