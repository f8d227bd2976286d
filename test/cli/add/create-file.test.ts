import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFile } from '../../../cli/add/new-tenant-text.js';
import { UsageError } from '../../../cli/terminal.js';
import { OutsideError } from '../../../constructs/base/finding.js';
import { temporaryFolder } from '../../temporary-folder.js';

describe('createFile', () => {
  it('makes the file and its folder', () => {
    const path = join(temporaryFolder(), 'tenants', 'acme.yaml');
    createFile(path, 'text\n');
    expect(readFileSync(path, 'utf8')).toBe('text\n');
  });

  it('never writes over a file', () => {
    const path = join(temporaryFolder(), 'acme.yaml');
    writeFileSync(path, 'mine');
    expect(() => createFile(path, 'text')).toThrow(UsageError);
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });

  it('never writes through a link', () => {
    const folder = temporaryFolder();
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'acme.yaml'));
    expect(() => createFile(join(folder, 'acme.yaml'), 'text')).toThrow(UsageError);
    expect(existsSync(join(folder, 'elsewhere'))).toBe(false);
  });

  it('says that the disk refuses', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'tenants'), 'a file');
    expect(() => createFile(join(folder, 'tenants', 'sub', 'acme.yaml'), 'text')).toThrow(OutsideError);
  });
});
