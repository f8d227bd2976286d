// `tenantry restore` as people run it: a process of its own, whose only result is the tenant's file or a pull request with it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { startGitHub } from '../../poller/github/fake-github.js';
import { platformFolder } from '../platform-folder.js';
import { runCli } from '../run-cli.js';

const file = 'tenants/acme-auto.yaml';
const at = '2026-05-01T12:00:00Z';
const written = `  database: {generation: 2, restore: {from: 1, at: "${at}", keep: 1}}\n`;

async function restore(root: string, words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { code, stdout, stderr } = await runCli(['restore', ...words, '--output', 'json'], { cwd: root, env });
  const answer = stdout === '' ? {} : (JSON.parse(stdout) as Record<string, unknown>);
  return { code, answer, stderr, text: readFileSync(join(root, file), 'utf8') };
}

describe('tenantry restore', () => {
  it('begins, is published beside the old server, is done, and is published without it', async () => {
    const root = platformFolder();
    const before = readFileSync(join(root, file), 'utf8');
    expect((await runCli(['publish'], { cwd: root })).code).toBe(0);
    const servers = () =>
      parseAllDocuments(readFileSync(join(root, 'dist/clusters/eu-west/tenants/acme-auto/database.yaml'), 'utf8'))
        .filter((document) => document.get('kind') === 'Cluster')
        .map((document) => document.getIn(['metadata', 'name']));
    const begun = await restore(root, ['acme-auto', '--at', at]);
    expect(begun).toMatchObject({ code: 0, answer: { outcome: 'written', file }, text: before + written });
    expect((await runCli(['publish'], { cwd: root })).code).toBe(0);
    expect(servers()).toEqual(['postgres', 'postgres-r2']);
    const done = await restore(root, ['acme-auto', '--done']);
    expect(done).toMatchObject({ code: 0, text: `${before}  database: {generation: 2}\n` });
    expect((await runCli(['publish'], { cwd: root })).code).toBe(0);
    expect(servers()).toEqual(['postgres-r2']);
  });

  it('prints the file, and writes nothing', async () => {
    const root = platformFolder();
    const { code, answer, text } = await restore(root, ['acme-auto', '--at', at, '--dry-run']);
    expect(code).toBe(0);
    expect(answer).toMatchObject({ outcome: 'dry-run', database: { generation: 2 }, text: text + written });
  });

  it('refuses what could not be published, at its line, and writes nothing', async () => {
    const root = platformFolder();
    const { code, answer } = await restore(root, ['bolt-garage', '--at', at]);
    expect(code).toBe(1);
    expect(answer).toMatchObject({
      outcome: 'refused',
      findings: [{ code: 'plan/restore-impossible', place: { file: 'tenants/bolt-garage.yaml', line: 13 } }],
    });
    expect(readFileSync(join(root, 'tenants/bolt-garage.yaml'), 'utf8')).not.toContain('database');
  });

  it.each([
    ['a tenant that is none', ['nobody', '--at', at]],
    ['no moment', ['acme-auto']],
    ['what is no moment', ['acme-auto', '--at', 'yesterday']],
    ['a day that is none', ['acme-auto', '--at', '2026-02-30T12:00:00Z']],
    ['a moment without its zone', ['acme-auto', '--at', '2026-05-01T12:00:00']],
    ['a moment to come', ['acme-auto', '--at', '2999-01-01T00:00:00Z']],
    ['an end without a beginning', ['acme-auto', '--done']],
    ['a way back without a beginning', ['acme-auto', '--cancel']],
    ['two things at once', ['acme-auto', '--done', '--at', at]],
  ])('exits with 2 for %s', async (_, words) => {
    const root = platformFolder();
    const before = readFileSync(join(root, file), 'utf8');
    expect(await restore(root, words)).toMatchObject({ code: 2, text: before });
  });

  it('opens a pull request with --pr, and writes nothing here', async (context) => {
    const [root, github] = [platformFolder(), await startGitHub(context)];
    const before = readFileSync(join(root, file), 'utf8');
    github.repository.commit('main', file, before);
    const env = { GITHUB_TOKEN: 'token', GITHUB_API_URL: github.apiUrl, GITHUB_REPOSITORY: 'acme/platform' };
    const { code, answer, text } = await restore(root, ['acme-auto', '--at', at, '--pr'], env);
    expect([code, text]).toEqual([0, before]);
    expect(answer).toMatchObject({ outcome: 'opened', branch: 'tenantry/restore-acme-auto' });
    expect(github.repository.read('tenantry/restore-acme-auto', file)).toBe(before + written);
    expect(github.repository.pulls).toMatchObject([{ base: 'main', head: 'tenantry/restore-acme-auto' }]);
    expect(github.faults).toEqual([]);
  });

  it('explains itself', async () => {
    const { code, stdout } = await runCli(['restore', '--help'], { cwd: platformFolder() });
    expect(code).toBe(0);
    expect(stdout).toContain('$ tenantry restore acme-auto --done');
  });
});
