import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OutsideError } from '../../../constructs/base/finding.js';
import { type SchemaSet, tryReadDocument } from '../../../generator/kube-schemas/open-api.js';
import { tryReadSchemas, writeSchemas } from '../../../generator/kube-schemas/schema-cache.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { apps, certificates } from './open-api-fixture.js';

const set = (document: unknown) => tryReadDocument(document) as SchemaSet;
const both = new Map([
  ['apps/v1', set(apps)],
  ['cert-manager.io/v1', set(certificates)],
]);
const files = (folder: string) => readdirSync(folder).sort();

describe('the cache of schemas', () => {
  it('gives back what was written', () => {
    const folder = join(temporaryFolder(), 'deep', 'schemas');
    writeSchemas(folder, both);
    expect(tryReadSchemas(folder)).toEqual(both);
  });

  it('holds a file for each content, and nothing that is no longer used', () => {
    const folder = temporaryFolder();
    writeSchemas(folder, both);
    const before = files(folder);
    writeSchemas(folder, both);
    expect(files(folder)).toEqual(before);
    writeSchemas(folder, new Map([['apps/v1', set(apps)]]));
    expect(files(folder)).toHaveLength(2);
    expect(before).toEqual(expect.arrayContaining(files(folder)));
  });

  it('leaves files of others alone', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'README.md'), 'mine');
    writeSchemas(folder, both);
    expect(files(folder)).toContain('README.md');
  });

  it('is not there before it is written', () => {
    expect(tryReadSchemas(join(temporaryFolder(), 'none'))).toBeUndefined();
  });

  it('is refused where a file is not what was written', () => {
    const folder = temporaryFolder();
    writeSchemas(folder, both);
    const [name = ''] = files(folder);
    writeFileSync(join(folder, name), readFileSync(join(folder, name), 'utf8').replace('string', 'integer'));
    expect(() => tryReadSchemas(folder)).toThrow(OutsideError);
  });

  it.each(['{', '{}', '{"apiVersion":"tenantry.dev/v1","kind":"SchemaIndex","files":{"v1":"../secret.json"}}'])(
    'is refused with the index %s',
    (text) => {
      const folder = temporaryFolder();
      writeFileSync(join(folder, 'index.json'), text);
      expect(() => tryReadSchemas(folder)).toThrow(OutsideError);
    },
  );

  it('is refused where it can not be read', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'index.json'));
    expect(() => tryReadSchemas(folder)).toThrow(OutsideError);
  });
});
