// `tenantry restore` as people run it: a process of its own, whose only result is the tenant's file or a pull request with it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { begun, calledOff, done, type ServerSource, serverText } from '../../../cli/restore/restore.js';
import { UsageError } from '../../../cli/terminal.js';
import type { TenantSource } from '../../../constructs/base/sources.js';
import { databaseServer } from '../../../constructs/database/schema.js';
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

const spec = (database?: ServerSource): TenantSource['spec'] => ({
  displayName: 'A',
  blueprint: 'b',
  tier: 't',
  region: 'r',
  sampleData: false,
  lifecycle: 'active',
  owner: { name: 'A', email: 'a@b.example' },
  database,
});
const under: ServerSource = { generation: 2, restore: { from: 1, at, keep: 1 } };

describe('a restore', () => {
  it('begins a second server with the backups of the first, which is kept', () => {
    expect(begun(spec(), undefined, { at, lost: false })).toEqual(under);
  });

  it('keeps nothing where the server is lost', () => {
    expect(begun(spec(), undefined, { at, lost: true })).toEqual({ generation: 2, restore: { from: 1, at } });
  });

  it('goes on counting from the server in use, and from what is published', () => {
    expect(begun(spec({ generation: 4 }), undefined, { at, lost: false })).toMatchObject({
      generation: 5,
      restore: { from: 4, keep: 4 },
    });
    expect(begun(spec(), { generation: 3 }, { at, lost: false }).generation).toBe(4);
  });

  it('takes the place of one that is under way: the same backups, and the same server kept', () => {
    expect(begun(spec(under), undefined, { at: '2026-05-01T10:00:00Z', lost: false })).toEqual({
      generation: 3,
      restore: { from: 1, at: '2026-05-01T10:00:00Z', keep: 1 },
    });
  });

  it('goes by what is said', () => {
    const said = { at, lost: false, from: 1, generation: 9, schedule: 'monthly' } as const;
    expect(begun(spec({ generation: 2 }), undefined, said)).toEqual({
      generation: 9,
      restore: { from: 1, at, keep: 2, schedule: 'monthly' },
    });
  });

  it('is done with the same server, and called off with the one before', () => {
    expect(done('acme', spec(under))).toEqual({ generation: 2 });
    expect(calledOff('acme', spec(under))).toEqual({ generation: 1 });
  });

  it.each([undefined, { generation: 2 }, { generation: 2, restore: { from: 1, at } }])(
    'can not end where none is under way, nor be called off where nothing is kept: %j',
    (database) => {
      expect(() => calledOff('acme', spec(database))).toThrow(UsageError);
      if (database?.restore === undefined) expect(() => done('acme', spec(database))).toThrow(UsageError);
    },
  );
});

it.each<ServerSource>([
  { generation: 2 },
  under,
  { generation: 3, restore: { from: 1, at: '2026-05-01T12:00:00+02:00', schedule: 'weekly' } },
])('reads back as it was written: %j', (server) => {
  expect(databaseServer.parse(parse(serverText(server)))).toEqual(server);
});
