import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { exitCodes } from '../../cli/show-result.js';
import type { Finding } from '../../constructs/base/finding.js';
import { starterFolder } from './init/starter-folder.js';
import { runCli } from './run-cli.js';

const timeout = 120_000;
const claimedTwice = ['check/claimed-twice', 'crank', 'tenants/crank.yaml'];

it('of two pull requests that claim one host, each is sound and the second is refused on top of the first', {
  timeout,
}, async () => {
  const { git, validate, branch } = beginning();
  for (const id of ['bolt', 'crank']) {
    // The second brings what is rendered of it: that does not make it the first.
    await branch(id, { rendered: id === 'crank' });
    expect(await validate('--from', 'main')).toEqual({ code: exitCodes.fine, told: [] });
  }
  // What a merge queue tries: the second on top of the first.
  git('switch', '--quiet', '--create', 'queue', 'bolt');
  git('merge', '--quiet', '--no-edit', 'crank');
  expect(await validate('--from', 'bolt', '--report', 'report')).toEqual({
    code: exitCodes.findings,
    told: [claimedTwice, ['publish/kept-back', 'crank', 'tenants/crank.yaml']],
  });
});

it('of two that were both merged, the one that was published is not blamed by the changes that follow', {
  timeout,
}, async () => {
  const { folder, git, validate, branch } = beginning();
  await branch('bolt', { rendered: false });
  await branch('crank', { rendered: false });
  git('switch', '--quiet', 'main');
  git('merge', '--quiet', '--no-edit', 'bolt');
  expect((await runCli(['publish'], { cwd: folder })).code).toBe(exitCodes.fine);
  git('merge', '--quiet', '--no-edit', 'crank');
  expect(await validate()).toEqual({ code: exitCodes.findings, told: [claimedTwice] });
  expect(await validate('--from', 'main')).toEqual({ code: exitCodes.findings, told: [claimedTwice] });
});

/** A platform in git, and how tenants that claim one host are added to it. */
function beginning() {
  const folder = starterFolder();
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=Reader', '-c', 'user.email=reader@platform.example', ...args]);
  const commitAll = (message: string) => {
    git('add', '--all');
    git('commit', '--quiet', '--message', message);
  };
  const validate = async (...more: string[]) => {
    const { code, stdout } = await runCli(['validate', '--output', 'json', ...more], { cwd: folder });
    const { findings } = JSON.parse(stdout) as { findings: Finding[] };
    return { code, told: findings.map(({ code: each, tenant, place }) => [each, tenant, place?.file]) };
  };
  const branch = async (id: string, { rendered }: { readonly rendered: boolean }) => {
    git('switch', '--quiet', '--create', id, 'main');
    writeFileSync(join(folder, 'tenants', `${id}.yaml`), tenantText(id));
    if (rendered) await runCli(['render'], { cwd: folder });
    commitAll(`add ${id}`);
  };
  git('init', '--quiet', '--initial-branch=main');
  commitAll('begin');
  return { folder, git, validate, branch };
}

function tenantText(id: string): string {
  return `apiVersion: tenantry.dev/v1
kind: Tenant
metadata: {name: ${id}}
spec:
  displayName: ${id}
  blueprint: starter
  tier: basic
  region: eu-west
  owner: {name: Office, email: office@${id}.example}
  domains: [shop.parts.example]
`;
}
