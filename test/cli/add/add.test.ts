import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runAdd } from '../../../cli/add/add.js';
import { UsageError } from '../../../cli/terminal.js';
import { starterFolder } from '../init/starter-folder.js';
import { runCli, runProcess } from '../run-cli.js';

const given = {
  displayName: 'Bolt Garage',
  blueprint: 'starter',
  tier: 'basic',
  region: 'eu-west',
  ownerName: 'Bolt office',
  ownerEmail: 'office@bolt.example',
};
const flags = ['--display-name', 'Bolt Garage', '--blueprint', 'starter', '--tier', 'basic', '--region', 'eu-west'];
const owner = ['--owner-name', 'Bolt office', '--owner-email', 'office@bolt.example'];
const usual = { out: 'dist', dryRun: false, given };

function tenantFiles(root: string): string[] {
  return readdirSync(join(root, 'tenants')).sort();
}

describe('runAdd', () => {
  it('writes a file that is named for the id, and says where the tenant will be', async () => {
    const root = starterFolder();
    const { data, findings } = await runAdd({ ...usual, root, id: 'bolt' });
    expect(findings).toEqual([]);
    expect(data).toMatchObject({
      outcome: 'added',
      id: 'bolt',
      file: 'tenants/bolt.yaml',
      url: 'https://bolt.garage.example',
    });
    expect(readFileSync(join(root, 'tenants', 'bolt.yaml'), 'utf8')).toBe(data.text);
  });

  it('makes the id from the display name', async () => {
    const { data } = await runAdd({ ...usual, root: starterFolder() });
    expect(data.id).toMatch(/^bolt-garage-[a-z0-9]{6}$/);
  });

  it('writes nothing on a dry run, and gives the text', async () => {
    const root = starterFolder();
    const { data, lines } = await runAdd({ ...usual, root, id: 'bolt', dryRun: true });
    expect(data.outcome).toBe('dry-run');
    expect(`${lines.join('\n')}\n`).toBe(data.text);
    expect(tenantFiles(root)).toEqual(['acme.yaml']);
  });

  it('gives a link that holds the very file, and writes nothing', async () => {
    const root = starterFolder();
    const { data, lines } = await runAdd({ ...usual, root, id: 'bolt', link: { repository: 'acme/platform' } });
    const link = new URL(lines[0] ?? '');
    expect(link.pathname).toBe('/acme/platform/new/main');
    expect(Object.fromEntries(link.searchParams)).toEqual({
      filename: 'tenants/bolt.yaml',
      value: data.text,
      message: 'tenants: add bolt',
    });
    expect(tenantFiles(root)).toEqual(['acme.yaml']);
  });

  it('says what is wrong with a blueprint that has errors, and not that there is none', async () => {
    const root = starterFolder();
    writeFileSync(join(root, 'blueprints', 'half.yaml'), 'kind: Blueprint\n');
    const { data, findings } = await runAdd({ ...usual, root, id: 'bolt', given: { ...given, blueprint: 'half' } });
    expect(data.outcome).toBe('refused');
    expect(findings.map(({ code }) => code)).toContain('load/missing-field');
    expect(new Set(findings.map(({ place }) => place?.file))).toEqual(new Set(['blueprints/half.yaml']));
    expect(tenantFiles(root)).toEqual(['acme.yaml']);
  });

  it.each([
    ['has a file', 'acme'],
    ['is no DNS label', 'Bolt'],
    ['is too long', 'b'.repeat(41)],
    ['would leave the folder', '../bolt'],
  ])('refuses an id that %s', async (_, id) => {
    const root = starterFolder();
    await expect(runAdd({ ...usual, root, id })).rejects.toThrow(UsageError);
    expect(tenantFiles(root)).toEqual(['acme.yaml']);
  });

  it('refuses an id that has a broken file', async () => {
    const root = starterFolder();
    writeFileSync(join(root, 'tenants', 'bolt.yaml'), '{');
    await expect(runAdd({ ...usual, root, id: 'bolt' })).rejects.toThrow(UsageError);
    expect(readFileSync(join(root, 'tenants', 'bolt.yaml'), 'utf8')).toBe('{');
  });

  it.each([
    ['a reserved id', { id: 'admin' }, 'plan/reserved-name'],
    ['a host of the platform', { given: { ...given, domain: ['x.garage.example'] } }, 'plan/host-not-allowed'],
    ['an invisible character', { given: { ...given, displayName: 'Bolt\u200bGarage' } }, 'load/control-character'],
    ['sample data that the product has not', { given: { ...given, sampleData: true } }, 'plan/unknown-product-part'],
  ])('shows what publishing would refuse, and writes nothing: %s', async (_, change, code) => {
    const root = starterFolder();
    const { data, findings } = await runAdd({ ...usual, root, id: 'bolt', ...change });
    expect(findings.map((each) => each.code)).toEqual([code]);
    expect(data.outcome).toBe('refused');
    expect(tenantFiles(root)).toEqual(['acme.yaml']);
  });

  it('refuses a domain that another tenant has', async () => {
    const root = starterFolder();
    const taken = { ...given, domain: ['shop.bolt.example'] };
    await runAdd({ ...usual, root, id: 'bolt', given: taken });
    const { findings } = await runAdd({ ...usual, root, id: 'nut', given: taken });
    expect(findings).toMatchObject([
      { code: 'check/claimed-twice', tenant: 'nut', related: { file: 'tenants/bolt.yaml' } },
    ]);
    expect(tenantFiles(root)).toEqual(['acme.yaml', 'bolt.yaml']);
  });

  it('does not mind that another tenant is broken', async () => {
    const root = starterFolder();
    writeFileSync(join(root, 'tenants', 'other.yaml'), '{');
    expect((await runAdd({ ...usual, root, id: 'bolt' })).findings).toEqual([]);
  });

  it('adds nothing to a platform that is broken', async () => {
    const root = starterFolder();
    writeFileSync(join(root, 'platform.yaml'), '{');
    const { data, findings } = await runAdd({ ...usual, root, id: 'bolt' });
    expect(data.outcome).toBe('refused');
    expect(findings.every((each) => each.place?.file === 'platform.yaml')).toBe(true);
    expect(findings).not.toEqual([]);
  });
});

describe('tenantry add', () => {
  it('adds a tenant that is published with the others', async () => {
    const cwd = starterFolder();
    const added = await runCli(
      ['add', 'bolt', ...flags, ...owner, '--domain', 'a.bolt.example', '--domain', 'b.bolt.example'],
      { cwd },
    );
    expect(added.code).toBe(0);
    expect(added.stdout).toContain('tenants/bolt.yaml');
    const published = await runCli(['publish', '--output', 'json'], { cwd });
    expect(JSON.parse(published.stdout)).toMatchObject({ tenants: { added: ['acme', 'bolt'] }, findings: [] });
  });

  it('refuses the id of a tenant that is published, though its file is gone', async () => {
    const cwd = starterFolder();
    expect((await runCli(['publish'], { cwd })).code).toBe(0);
    rmSync(join(cwd, 'tenants', 'acme.yaml'));
    const { code, stderr } = await runCli(['add', 'acme', ...flags, ...owner], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('acme');
    expect(tenantFiles(cwd)).toEqual([]);
  });

  it('lists every missing option at once where nobody can be asked, and exits with 2', async () => {
    const cwd = starterFolder();
    const { code, stdout, stderr } = await runCli(['add'], { cwd });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    for (const option of ['--display-name', '--blueprint', '--tier', '--region', '--owner-name', '--owner-email'])
      expect(stderr).toContain(option);
    expect(tenantFiles(cwd)).toEqual(['acme.yaml']);
  });

  it('exits with 1 for what publishing would refuse', async () => {
    const cwd = starterFolder();
    expect((await runCli(['add', 'admin', ...flags, ...owner], { cwd })).code).toBe(1);
    expect(existsSync(join(cwd, 'tenants', 'admin.yaml'))).toBe(false);
  });

  it('lets one of two win who add the same id at the same time', async () => {
    const cwd = starterFolder();
    const both = await Promise.all([1, 2].map(() => runProcess(['add', 'bolt', ...flags, ...owner], { cwd })));
    expect(both.map(({ code }) => code).sort()).toEqual([0, 2]);
  });
});
