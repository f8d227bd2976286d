import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NewTenant } from '../../../cli/add/fields.js';
import { createFile, newTenantText } from '../../../cli/add/new-tenant-text.js';
import { blueprintText, platformText } from '../../../cli/init/platform-texts.js';
import { UsageError } from '../../../cli/terminal.js';
import { OutsideError } from '../../../constructs/base/finding.js';
import { load } from '../../../generator/read/load.js';
import { tenantObject } from '../../../generator/read/schema/tenant.js';
import { sampleSources } from '../../generator/read/sample-sources.js';
import { temporaryFolder } from '../../temporary-folder.js';

const baseDomain = 'garage.example';
const url = `https://acme.${baseDomain}`;
const platform = { file: 'platform.yaml', text: platformText({ name: 'garage', baseDomain }), findings: [] };
const blueprint = { file: 'blueprints/starter.yaml', text: blueprintText(), findings: [] };
const plain: NewTenant = {
  displayName: 'Acme',
  blueprint: 'starter',
  tier: 'basic',
  region: 'eu-west',
  ownerName: 'Acme office',
  ownerEmail: 'office@acme.example',
};

function write(tenant: NewTenant): string {
  return newTenantText({ id: 'acme', tenant, createdOn: '2026-01-31', url, tier: undefined });
}

function loadText(text: string) {
  const tenants = [{ file: 'tenants/acme.yaml', text, findings: [] }];
  return load({ platform, blueprints: [blueprint], policies: [], tenants, constructs: [], stray: [] });
}

const hostile = fc.oneof(
  fc.constantFrom('null', '~', 'true', 'No', '0x1f', '1e3', '.inf', '2026-01-31', '- a', '? a', '<<', '=', '*a', '&a'),
  fc.constantFrom('!!str x', '%YAML', '---', '...', '{a: b}', '[a', 'a: b', 'a #b', '"', "'", '\\', '`', '@', '|', '>'),
  fc.constantFrom('🚗 Cars', 'Ünïcödé', '${tenant.id}', '"; rm -rf /', 'a\\nb', '漢字', '# yaml-language-server: x'),
  fc.string({ unit: fc.constantFrom(...'"\'\\:#{}[],&*!|>%@`-?<=~ \tab0é🚗'), minLength: 1, maxLength: 80 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }),
);
const { shape: spec } = tenantObject.shape.spec;
const name = hostile.filter((text) => spec.displayName.safeParse(text).success);

describe('newTenantText', () => {
  it('loads as exactly what was given, whatever characters that has', () => {
    fc.assert(
      fc.property(name, name, (displayName, ownerName) => {
        const { sources, findings } = loadText(write({ ...plain, displayName, ownerName }));
        // Invisible characters are refused, whoever writes them.
        fc.pre(!findings.some(({ code }) => code === 'load/control-character'));
        expect(sources?.tenants.get('acme')?.data.spec).toMatchObject({ displayName, owner: { name: ownerName } });
      }),
    );
  });

  it('holds everything that can be given', () => {
    const text = write({
      ...plain,
      customerId: 'cus_1',
      subscriptionId: '1e3',
      costCenter: 'true',
      department: '007',
      domain: ['a.acme.example', 'b.acme.example'],
      expiresAt: '2027-01-31',
    });
    expect(loadText(text).sources?.tenants.get('acme')?.data.spec).toMatchObject({
      billing: { customerId: 'cus_1', subscriptionId: '1e3', costCenter: 'true', department: '007' },
      domains: ['a.acme.example', 'b.acme.example'],
      createdOn: '2026-01-31',
      expiresAt: '2027-01-31',
    });
  });

  it('begins with the line by which editors find the schema', () => {
    expect(write(plain)).toMatch(/^# yaml-language-server: \$schema=\.\.\/schema\/tenant\.schema\.json\n/);
  });

  it('says in its comments where the tenant is served and what its tier lets rise', async () => {
    const workshop = (await sampleSources()).blueprints.get('workshop');
    const tier = workshop?.data.spec.tiers.professional;
    const text = newTenantText({ id: 'acme', tenant: plain, createdOn: '2026-01-31', url, tier });
    const comments = text.split('\n').map((line) => line.split(' # ')[1] ?? line);
    expect(comments.some((line) => line.includes('https://acme.garage.example'))).toBe(true);
    expect(comments.some((line) => line.includes('database.storage to 200Gi'))).toBe(true);
  });
});

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
