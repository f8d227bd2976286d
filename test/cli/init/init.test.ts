import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { starterFiles } from '../../../cli/init/init.js';
import { platformText } from '../../../cli/init/platform-texts.js';
import { load } from '../../../generator/read/load.js';
import { platformSchema } from '../../../generator/read/schema/platform.js';
import { PlatformRenderer } from '../../../generator/render-platform.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { runCli } from '../run-cli.js';

describe('tenantry init', () => {
  it('makes a platform that is published at once', async () => {
    const cwd = temporaryFolder();
    const made = await runCli(['init', 'garage', '--output', 'json'], { cwd });
    expect(made.code).toBe(0);
    expect(JSON.parse(made.stdout)).toMatchObject({ outcome: 'made', platform: 'garage', findings: [] });
    const published = await runCli(['publish', '--output', 'json'], { cwd: join(cwd, 'garage') });
    expect(JSON.parse(published.stdout)).toMatchObject({
      outcome: 'committed',
      tenants: { added: ['acme'] },
      findings: [],
    });
    expect(published.code).toBe(0);
  });

  it.each(['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.github/ruleset.json'])(
    'lets an own %s stand, and writes all the rest',
    async (path) => {
      const cwd = temporaryFolder();
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), 'mine');
      const { code, stdout } = await runCli(['init', '--name', 'garage', '--output', 'json'], { cwd });
      expect(code).toBe(0);
      const { files } = JSON.parse(stdout) as { files: string[] };
      const review = ['.github/CODEOWNERS', '.github/ruleset.json'];
      const kept = path.endsWith('CODEOWNERS') ? review[0] : review[1];
      expect(review.filter((each) => !files.includes(each))).toEqual([kept]);
      expect(readFileSync(join(cwd, path), 'utf8')).toBe('mine');
      expect(review.filter((each) => existsSync(join(cwd, each))).length).toBe(
        path === review[0] || path === review[1] ? 2 : 1,
      );
    },
  );

  it('makes it below --root', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'platforms'));
    expect((await runCli(['init', 'garage', '--root', 'platforms'], { cwd })).code).toBe(0);
    expect(existsSync(join(cwd, 'platforms', 'garage', 'platform.yaml'))).toBe(true);
  });

  it('refuses a folder that is a platform, with exit code 2', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'platform.yaml'), 'mine');
    const { code, stderr } = await runCli(['init'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('platform.yaml');
    expect(readdirSync(cwd)).toEqual(['platform.yaml']);
  });

  it.each([
    ['--name', 'Not a label'],
    ['--name', ''],
    ['--base-domain', 'https://tenants.example'],
    ['--base-domain', 'localhost'],
  ])('refuses %s %j with exit code 2, and writes nothing', async (option, value) => {
    const cwd = temporaryFolder();
    const { code, stderr } = await runCli(['init', 'garage', option, value], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(option);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('says 3 where the disk refuses', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'file'), '');
    expect((await runCli(['init', 'file/platform'], { cwd })).code).toBe(3);
  });
});

const { metadata, spec } = platformSchema.shape;
const usual = { name: 'garage', baseDomain: 'garage.example' };

function loadStarter(starter: typeof usual) {
  const files = starterFiles(starter).map(({ path, text }) => ({ file: path, text, findings: [] }));
  const below = (folder: string) => files.filter(({ file }) => file.startsWith(folder));
  const platform = files.find(({ file }) => file === 'platform.yaml');
  return load({
    platform,
    blueprints: below('blueprints/'),
    policies: below('policies/'),
    tenants: below('tenants/'),
    constructs: [],
    stray: [],
  });
}

describe('the starter', () => {
  it('passes every check, and renders its tenant', () => {
    const { sources, findings } = loadStarter(usual);
    if (sources === undefined) throw new Error('the starter does not load');
    const output = new PlatformRenderer(sources).render(new Map());
    expect([...findings, ...output.findings]).toEqual([]);
    expect(output.tree.tenants.map((tenant) => tenant.id)).toEqual([...sources.ids]);
  });

  it('renders a tenant of each of its tiers', () => {
    const { sources } = loadStarter(usual);
    const [sample] = sources?.tenants.values() ?? [];
    const product = sources?.blueprints.get(sample?.data.spec.blueprint ?? '');
    if (sources === undefined || sample === undefined || product === undefined)
      throw new Error('the starter does not load');
    for (const tier of Object.keys(product.data.spec.tiers)) {
      const data = { ...sample.data, spec: { ...sample.data.spec, tier } };
      const tenants = new Map([[data.metadata.name, { ...sample, data }]]);
      const output = new PlatformRenderer({ ...sources, tenants }).render(new Map());
      expect(output.findings).toEqual([]);
      expect(output.failing.size).toBe(0);
    }
  });

  it('keeps every name and base domain as it was given, also what YAML would take for something else', () => {
    const awkward = (...values: string[]) => fc.constantFrom(...values);
    const name = fc.oneof(
      awkward('true', 'null', 'on', 'y', 'e1'),
      fc.stringMatching(/^[a-z][a-z0-9-]{0,28}[a-z0-9]$/),
    );
    const baseDomain = fc.oneof(awkward('1.e5', '0.x', 'a.b'), fc.domain());
    fc.assert(
      fc.property(name, baseDomain, (name, baseDomain) => {
        fc.pre(metadata.shape.name.safeParse(name).success && spec.shape.baseDomain.safeParse(baseDomain).success);
        const platform = { file: 'platform.yaml', text: platformText({ name, baseDomain }), findings: [] };
        const { sources } = load({ platform, blueprints: [], policies: [], tenants: [], constructs: [], stray: [] });
        expect(sources?.platform.data).toMatchObject({ metadata: { name }, spec: { baseDomain } });
      }),
    );
  });

  it('writes platform.yaml last', () => {
    expect(starterFiles(usual).at(-1)?.path).toBe('platform.yaml');
  });
});
