import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { exitCodes } from '../../../generator/cli/command-result.js';
import type { Finding } from '../../../generator/finding/finding.js';
import { runCli } from './run-cli.js';
import { starterFolder } from './starter-folder.js';

it('of two pull requests that claim one host, each is sound and the second is refused on top of the first', {
  timeout: 120_000,
}, async () => {
  const folder = starterFolder();
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=Reader', '-c', 'user.email=reader@platform.example', ...args]);
  const validate = async (...more: string[]) => {
    const { code, stdout } = await runCli(['validate', '--output', 'json', ...more], { cwd: folder });
    return { code, findings: (JSON.parse(stdout) as { findings: Finding[] }).findings };
  };
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'begin');
  for (const id of ['bolt', 'crank']) {
    git('switch', '--quiet', '--create', id, 'main');
    writeFileSync(join(folder, 'tenants', `${id}.yaml`), tenantText(id));
    // The second brings what is rendered of it: that does not make it the first.
    if (id === 'crank') await runCli(['render'], { cwd: folder });
    git('add', '--all');
    git('commit', '--quiet', '--message', `add ${id}`);
    expect(await validate('--from', 'main')).toMatchObject({ code: exitCodes.fine, findings: [] });
  }
  // What a merge queue tries: the second on top of the first.
  git('switch', '--quiet', '--create', 'queue', 'bolt');
  git('merge', '--quiet', '--no-edit', 'crank');
  const { code, findings } = await validate('--from', 'bolt', '--report', 'report');
  expect(code).toBe(exitCodes.findings);
  const told = findings.map(({ code: each, tenant, place }) => [each, tenant, place?.file]);
  expect(told).toEqual([
    ['check/claimed-twice', 'crank', 'tenants/crank.yaml'],
    ['publish/kept-back', 'crank', 'tenants/crank.yaml'],
  ]);
  expect(findings.every(({ hint }) => hint !== undefined)).toBe(true);
});

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
