import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../../cli/show-result.js';
import type { Finding } from '../../../constructs/base/finding.js';
import { git } from '../../../generator/publish/git.js';
import { platformFolder, writeFile } from '../platform-folder.js';
import { runCli } from '../run-cli.js';

const tenant = 'tenants/acme-auto.yaml';
const person = ['-c', 'user.name=Test', '-c', 'user.email=test@garage.example', '-c', 'commit.gpgsign=false'];

/** The samples as they were merged, without dist/, and one change of a tenant beside them. */
async function changedPlatform(before: string, after: string): Promise<string> {
  const root = platformFolder();
  await git(['-C', root, 'init', '--quiet', '--initial-branch', 'main']);
  await git(['-C', root, 'add', '--all']);
  await git([...person, '-C', root, 'commit', '--quiet', '--message', 'begin']);
  const text = readFileSync(join(root, tenant), 'utf8');
  writeFile(root, tenant, text.replace(before, after));
  return root;
}

async function validated(root: string) {
  const { code, stdout } = await runCli(['validate', '--report', 'report', '--from', 'main', '--output', 'json'], {
    cwd: root,
  });
  const { findings, ...answer } = JSON.parse(stdout) as { findings: Finding[]; outcome: string; failing: string[] };
  const report = JSON.parse(readFileSync(join(root, 'report', 'report.json'), 'utf8')) as { findings: Finding[] };
  return { code, answer, findings, reported: report.findings };
}

describe('validate --report --from', () => {
  it.each([
    ['moves to another cluster', 'region: eu-west', 'region: us-east', 'check/cluster-moved'],
    ['gets a smaller volume', 'storage: 80Gi', 'storage: 60Gi', 'check/storage-shrinks'],
  ])(
    'fails where a tenant %s, though nothing is rendered here that says where it was',
    async (_, before, after, code) => {
      const { code: exit, answer, findings, reported } = await validated(await changedPlatform(before, after));
      expect(exit).toBe(exitCodes.findings);
      expect(answer).toMatchObject({ outcome: 'invalid', failing: ['acme-auto'] });
      expect(findings).toContainEqual(expect.objectContaining({ code, tenant: 'acme-auto' }));
      expect(reported).toContainEqual(expect.objectContaining({ code, tenant: 'acme-auto' }));
    },
  );

  it('says once what validation and the diff both find', async () => {
    const { code, reported } = await validated(await changedPlatform('tier: professional', 'tier: unheard-of'));
    expect(code).toBe(exitCodes.findings);
    expect(reported.length).toBeGreaterThan(0);
    expect(new Set(reported.map((each) => JSON.stringify(each))).size).toBe(reported.length);
  });

  it('still passes a change that nothing is wrong with', async () => {
    const { code, answer } = await validated(await changedPlatform('storage: 80Gi', 'storage: 90Gi'));
    expect(code).toBe(exitCodes.fine);
    expect(answer).toMatchObject({ outcome: 'valid', failing: [] });
  });
});
