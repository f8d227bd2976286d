// The committed golden output stays readable: what a reviewer of a new tenant of any product has to read.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';

/** Lines of all that comes with one tenant: its manifests, its AppProject, its index entry. */
const most = 1200;

const ofTenant = /^dist\/clusters\/[^/]+\/(?:tenants\/[^/]+\/[^/]+\.yaml|argocd\/[^/]+\/(?:projects|index)\/[^/]+)$/;
const paths = readdirSync('dist', { recursive: true, encoding: 'utf8' })
  .map((path) => join('dist', path))
  .filter((path) => ofTenant.test(path));
const tenants = readdirSync('tenants')
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => basename(file, '.yaml'));

test.each(tenants)('all of %s has less than 1,200 lines', (tenant) => {
  const files = paths.filter((path) => tenantOf(path) === tenant);
  expect(files.map((path) => basename(dirname(path)))).toEqual(expect.arrayContaining(['projects', 'index', tenant]));
  expect(files.reduce((sum, path) => sum + linesOf(path), 0)).toBeLessThan(most);
});

test('everything that any tenant comes with is counted', () => {
  expect([...new Set(paths.map(tenantOf))].sort()).toEqual([...tenants].sort());
});

function tenantOf(path: string): string {
  const folder = basename(dirname(path));
  return folder === 'projects' || folder === 'index' ? basename(path).replace(/\.(yaml|json)$/, '') : folder;
}

function linesOf(path: string): number {
  return readFileSync(path, 'utf8').split('\n').length - 1;
}
