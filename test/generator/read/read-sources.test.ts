// What is read from a folder, and what a file that can not be read becomes: one finding, and no harm to the others.
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { OutsideError } from '../../../constructs/base/finding.js';
import { readSources } from '../../../generator/read/read-sources.js';
import {
  codesAndPlaces,
  dataOfAll,
  folderOf,
  planFiles,
  planTexts,
  sampleFiles,
  tenantText,
} from './sources-fixture.js';

const sound = planFiles();

/** Reads, loads and plans a folder in which tenants/bad.yaml can not be read, and expects the six others. */
async function expectUnreadable(folder: string, code: string): Promise<void> {
  const result = planTexts(await readSources(folder));
  expect(codesAndPlaces(result.findings)).toEqual([`${code} tenants/bad.yaml:1:1`]);
  expect(result.findings[0]).toMatchObject({ tenant: 'bad', hint: expect.stringMatching(/./) });
  expect(result.sources?.ids.has('bad')).toBe(true);
  expect(dataOfAll(result.plans)).toEqual(dataOfAll(sound.plans));
}

const samplesWith = (files: Readonly<Record<string, string | Uint8Array>> = {}) =>
  folderOf({ ...sampleFiles, ...files });

describe('readSources', () => {
  it('reads what load takes', async () => {
    const result = planTexts(await readSources(samplesWith()));
    expect(result.findings).toEqual([]);
    expect(dataOfAll(result.plans)).toEqual(dataOfAll(sound.plans));
  });

  it('lists files in the order of their names, however many there are', async () => {
    const ids = Array.from({ length: 150 }, (_, index) => `t${index}`);
    const files = Object.fromEntries(ids.map((id) => [`tenants/${id}.yaml`, tenantText(id)]));
    const { tenants } = await readSources(folderOf(files));
    expect(tenants.map(({ file }) => file)).toEqual(Object.keys(files).sort());
  });

  it('takes the byte-order mark off a file', async () => {
    const text = `\ufeff${tenantText('marked')}`;
    const { findings, plans } = planTexts(await readSources(samplesWith({ 'tenants/marked.yaml': text })));
    expect(findings).toEqual([]);
    expect(plans.has('marked')).toBe(true);
  });

  it('refuses a file of 10 MB unread', async () => {
    const folder = samplesWith({ 'tenants/bad.yaml': '' });
    truncateSync(join(folder, 'tenants/bad.yaml'), 10_000_000);
    await expectUnreadable(folder, 'load/too-large');
  });

  it('refuses a symbolic link, even to a sound tenant', async () => {
    const folder = samplesWith({ 'elsewhere.yaml': tenantText('bad') });
    symlinkSync(join(folder, 'elsewhere.yaml'), join(folder, 'tenants/bad.yaml'));
    await expectUnreadable(folder, 'load/symlink');
  });

  it('reads code of the platform’s own as text, from its own folder only', async () => {
    const folder = samplesWith({
      'constructs/extra/own.mjs': 'code',
      'constructs/extra/own.mts': 'source',
      'constructs/extra/own.test.mjs': 'test',
      'constructs/extra/deep/other.mjs': 'deeper',
      'constructs/other.mjs': 'higher',
      'elsewhere.mjs': 'outside',
    });
    symlinkSync(join(folder, 'elsewhere.mjs'), join(folder, 'constructs/extra/linked.mjs'));
    expect((await readSources(folder)).constructs).toEqual([
      expect.objectContaining({ file: 'constructs/extra/linked.mjs', findings: [expect.anything()] }),
      { file: 'constructs/extra/own.mjs', text: 'code', findings: [] },
    ]);
  });

  it.each(['constructs', 'constructs/extra'])('reads no code through the link %s', async (link) => {
    const folder = samplesWith({ 'elsewhere/extra/own.mjs': 'code', 'elsewhere/own.mjs': 'code' });
    mkdirSync(dirname(join(folder, link)), { recursive: true });
    symlinkSync(join(folder, 'elsewhere'), join(folder, link));
    expect((await readSources(folder)).constructs).toEqual([]);
  });

  it('refuses a link to itself', async () => {
    const folder = samplesWith();
    symlinkSync('bad.yaml', join(folder, 'tenants/bad.yaml'));
    await expectUnreadable(folder, 'load/symlink');
  });

  it('refuses a pipe without waiting for a writer', async () => {
    const folder = samplesWith();
    execFileSync('env', ['mkfifo', join(folder, 'tenants/bad.yaml')]);
    await expectUnreadable(folder, 'load/unreadable');
  });

  it('refuses a folder that is called as a tenant’s file', async () => {
    const folder = samplesWith();
    mkdirSync(join(folder, 'tenants/bad.yaml'));
    await expectUnreadable(folder, 'load/unreadable');
  });

  it('refuses a file that the system will not open', async () => {
    const folder = samplesWith();
    const server = createServer();
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(join(folder, 'tenants/bad.yaml'), resolve));
    await expectUnreadable(folder, 'load/unreadable');
  });

  it.each([
    ['Latin 1', Buffer.from(tenantText('bad').replace('Some', 'Caf\u00e9'), 'latin1')],
    ['UTF-16', Buffer.from(`\ufeff${tenantText('bad')}`, 'utf16le')],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
    ['half a character', Buffer.concat([Buffer.from(tenantText('bad')), Uint8Array.of(0xe2, 0x82)])],
  ])('refuses %s', async (_, content) => {
    await expectUnreadable(samplesWith({ 'tenants/bad.yaml': content }), 'load/not-text');
  });

  it('says which files it does not read', async () => {
    const folder = samplesWith({
      'tenants/other.yml': tenantText('other'),
      'tenants/LOUD.YAML': tenantText('loud'),
      'tenants/notes.txt': 'hello',
      'tenants/more/inner.yaml': tenantText('inner'),
      'tenants/README.md': '# Tenants',
      'tenants/.hidden.yaml': 'x',
      'blueprints/old.yml': 'x',
    });
    const { findings, plans } = planTexts(await readSources(folder));
    expect(codesAndPlaces(findings).sort()).toEqual([
      'load/stray-file blueprints/old.yml',
      'load/stray-file tenants/LOUD.YAML',
      'load/stray-file tenants/more',
      'load/stray-file tenants/notes.txt',
      'load/stray-file tenants/other.yml',
    ]);
    expect(findings.filter(({ hint }) => hint === 'rename it to end in .yaml').length).toBe(3);
    expect(plans.size).toBe(sound.plans.size);
  });

  it.each(['platform.yaml', 'blueprints/workshop.yaml'])('refuses %s as a link', async (file) => {
    const { [file]: text = '', ...others } = sampleFiles;
    const folder = folderOf({ ...others, elsewhere: text });
    mkdirSync(join(folder, 'blueprints'), { recursive: true });
    symlinkSync(join(folder, 'elsewhere'), join(folder, file));
    const { findings, plans } = planTexts(await readSources(folder));
    expect(codesAndPlaces(findings)).toEqual([`load/symlink ${file}:1:1`]);
    expect(plans.size).toBe(0);
  });

  it('warns of an empty tenants/, and of none', async () => {
    const others = Object.fromEntries(Object.entries(sampleFiles).filter(([file]) => !file.startsWith('tenants/')));
    const none = folderOf(others);
    const empty = folderOf(others);
    mkdirSync(join(empty, 'tenants'));
    for (const folder of [none, empty]) {
      const { findings } = planTexts(await readSources(folder));
      expect(findings).toEqual([
        expect.objectContaining({ code: 'load/no-tenants', severity: 'error', place: { file: 'tenants' } }),
      ]);
    }
  });

  it('says that a folder without platform.yaml is no platform', async () => {
    const { findings, sources } = planTexts(await readSources(folderOf({ 'tenants/a.yaml': tenantText('a') })));
    expect(codesAndPlaces(findings)).toEqual(['load/no-platform platform.yaml']);
    expect(sources).toBeUndefined();
  });

  it('fails for a folder that is not there, or is a file', async () => {
    await expect(readSources(join(folderOf({}), 'nowhere'))).rejects.toBeInstanceOf(OutsideError);
    await expect(readSources(folderOf({ tenants: 'a file' }))).rejects.toBeInstanceOf(OutsideError);
  });
});
