import { cpSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { processTerminal } from '../../../cli/terminal.js';
import { watchValidate } from '../../../cli/validate/validate.js';
import { repositoryRoot, sampleTenants } from '../../sample-platform.js';
import { platformFolder, writeFile } from '../platform-folder.js';
import { runCli, startCli } from '../run-cli.js';
import { isSound, type Round, watchedPlatform } from './watched-platform.js';

const acme = 'tenants/acme-auto.yaml';
const clearedScreen = '\u001b[H\u001b[2J\u001b[3J';

function has(code: string, file: string): (round: Round) => boolean {
  return ({ findings }) => findings.some((each) => each.code === code && each.place?.file === file);
}

describe('validate --watch', { timeout: 120_000 }, () => {
  it('checks again when a file is written, and when it is well again', async () => {
    const { folder, until } = watchedPlatform();
    await until(isSound);
    const sound = readFileSync(join(folder, acme), 'utf8');
    writeFile(folder, acme, sound.replace('tier: professional', 'tier: profesional'));
    await until(has('load/unknown-tier', acme));
    writeFile(folder, acme, sound);
    await until(isSound);
  });

  it('sees a save that renames a hidden file over the old one', async () => {
    const { folder, until } = watchedPlatform();
    await until(isSound);
    writeFile(folder, 'tenants/.acme-auto.yaml.tmp', 'apiVersion: [');
    renameSync(join(folder, 'tenants/.acme-auto.yaml.tmp'), join(folder, acme));
    await until(has('load/syntax', acme));
  });

  it('checks a burst of changes together', async () => {
    const { folder, until } = watchedPlatform();
    await until(isSound);
    const sound = readFileSync(join(folder, 'tenants/bolt-garage.yaml'), 'utf8');
    const ids = Array.from({ length: 60 }, (_, index) => `garage-${index}`);
    for (const id of ids) writeFile(folder, `tenants/${id}.yaml`, sound.replace('name: bolt-garage', `name: ${id}`));
    expect(await until(({ tenants }) => tenants === sampleTenants + ids.length)).toBeLessThan(10);
  });

  it.each(['tenants', 'blueprints'])('goes on where %s/ is removed and made anew', async (name) => {
    const { folder, until } = watchedPlatform();
    await until(isSound);
    rmSync(join(folder, name), { recursive: true });
    await until((round) => !isSound(round));
    cpSync(join(repositoryRoot, name), join(folder, name), { recursive: true });
    await until(isSound);
    writeFile(folder, `${name}/broken.yaml`, 'apiVersion: [');
    await until(has('load/syntax', `${name}/broken.yaml`));
  });

  it('goes on where platform.yaml vanishes and comes back', async () => {
    const { folder, until } = watchedPlatform();
    await until(isSound);
    renameSync(join(folder, 'platform.yaml'), join(folder, 'platform.old'));
    await until(has('load/no-platform', 'platform.yaml'));
    renameSync(join(folder, 'platform.old'), join(folder, 'platform.yaml'));
    await until(isSound);
  });

  it('watches policies/', async () => {
    const { folder, until } = watchedPlatform();
    await until(isSound);
    writeFile(folder, 'policies/first.yaml', 'apiVersion: [');
    await until(has('load/syntax', 'policies/first.yaml'));
    rmSync(join(folder, 'policies/first.yaml'));
    await until(isSound);
  });

  it('says what failed outside, and goes on', async () => {
    const { folder, until } = watchedPlatform();
    await until(isSound);
    rmSync(join(folder, 'tenants'), { recursive: true });
    writeFile(folder, 'tenants', 'not a folder');
    await until(({ error }) => error?.kind === 'outside');
    rmSync(join(folder, 'tenants'));
    cpSync(join(repositoryRoot, 'tenants'), join(folder, 'tenants'), { recursive: true });
    await until(isSound);
  });

  it('ends with 3 where the whole folder is gone', async () => {
    const { folder, until, ended } = watchedPlatform();
    await until(isSound);
    rmSync(folder, { recursive: true });
    await until(({ error }) => error?.kind === 'outside');
    expect(await ended).toBe(3);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends with 0 by %s, whatever was found', async (signal) => {
    const { folder, process, until, ended } = watchedPlatform();
    await until(isSound);
    writeFile(folder, 'tenants/broken.yaml', 'apiVersion: [');
    await until(has('load/syntax', 'tenants/broken.yaml'));
    process.kill(signal);
    expect(await ended).toBe(0);
  });

  it('ends where nobody reads on', async () => {
    const { folder, process, until, ended } = watchedPlatform();
    await until(isSound);
    process.stdout.destroy();
    writeFile(folder, 'tenants/broken.yaml', 'apiVersion: [');
    expect(await ended).toBe(0);
  });

  it('appends plain blocks in a pipe', async () => {
    const folder = platformFolder();
    const child = startCli(['validate', '--watch'], { cwd: folder });
    const ended = text(child.stderr);
    const blocks: string[] = [];
    for await (const chunk of child.stdout) {
      blocks.push(String(chunk));
      const seen = blocks.join('');
      if (seen === `${sampleTenants} tenants, none with errors\n`)
        writeFile(folder, 'tenants/broken.yaml', 'apiVersion: [');
      if (seen.includes(`${sampleTenants + 1} tenants`)) child.kill('SIGINT');
    }
    expect(blocks.join('')).toBe(
      `${sampleTenants} tenants, none with errors\n\n${sampleTenants + 1} tenants, 1 with errors\n`,
    );
    expect(await ended).toContain('tenants/broken.yaml:');
  });

  it('refuses to write reports all the time', async () => {
    const result = await runCli(['validate', '--watch', '--report', 'report'], { cwd: platformFolder() });
    expect(result).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('on a terminal', () => {
  it('each check but the first clears the screen and says the time', async () => {
    const root = platformFolder();
    const stdout = Object.assign(new PassThrough(), { isTTY: true });
    const quiet = Object.assign(new PassThrough().resume(), { isTTY: true });
    const stop = new AbortController();
    const terminal = processTerminal({}, { stdin: new PassThrough(), stdout, stderr: quiet });
    const code = watchValidate({ root, out: 'dist', output: 'text' }, terminal, stop.signal);
    void code.then(() => stdout.end());
    const seen: string[] = [];
    for await (const chunk of stdout) {
      seen.push(String(chunk));
      if (seen.length === 1) writeFile(root, 'tenants/broken.yaml', 'apiVersion: [');
      if (seen.join('').includes(`${sampleTenants + 1} tenants`)) stop.abort();
    }
    expect(await code).toBe(0);
    const [first, second = ''] = seen.join('').split(clearedScreen);
    expect(first).toMatch(/^\d+ tenants.*\n$/);
    expect(second).toMatch(/^checked at \d\d:\d\d:\d\d\n\n\d+ tenants, 1 with errors.*\n$/);
  });
});
