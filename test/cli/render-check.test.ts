import { execFileSync } from 'node:child_process';
import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { exitCodes } from '../../cli/show-result.js';
import { starterFolder } from './init/starter-folder.js';
import { runCli } from './run-cli.js';

const edited = 'dist/clusters/eu-west/tenants/acme/network.yaml';
let folder: string;

beforeEach(async () => {
  folder = starterFolder();
  await runCli(['render'], { cwd: folder });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'begin');
});

describe('tenantry render --check --from', () => {
  it('lets a change of a tenant pass that leaves dist/ as it was, and counts what is behind', async () => {
    suspend();
    expect(await check()).toMatchObject({ code: exitCodes.fine, answer: { outcome: 'behind', stale: [] } });
    await runCli(['render'], { cwd: folder });
    expect(await check()).toMatchObject({ code: exitCodes.fine, answer: { outcome: 'fresh' } });
  });

  it.each([
    ['edits', () => appendFileSync(join(folder, edited), '# mine\n')],
    ['removes', () => rmSync(join(folder, edited))],
  ])('refuses a change that %s a rendered file by hand, and names that file alone', async (_, change) => {
    suspend();
    change();
    const { code, answer } = await check();
    expect(code).toBe(exitCodes.findings);
    expect(answer).toMatchObject({ outcome: 'stale', findings: [{ code: 'tree/stale', place: { file: edited } }] });
    expect(answer.findings).toHaveLength(1);
  });

  it('has nothing to refuse where dist/ is not committed', async () => {
    git('rm', '-r', '--quiet', 'dist');
    git('commit', '--quiet', '--message', 'without');
    expect(await check()).toMatchObject({ code: exitCodes.fine, answer: { outcome: 'behind' } });
  });
});

function suspend(): void {
  appendFileSync(join(folder, 'tenants/acme.yaml'), '  lifecycle: suspended\n');
}

async function check() {
  const { code, stdout } = await runCli(['render', '--from', 'HEAD', '--output', 'json'], { cwd: folder });
  return { code, answer: JSON.parse(stdout) as { outcome: string; findings: unknown[] } };
}

function git(...args: string[]): void {
  const identity = ['-c', 'user.name=Reader', '-c', 'user.email=reader@platform.example'];
  execFileSync('git', ['-C', folder, ...identity, ...args]);
}
