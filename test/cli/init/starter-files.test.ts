import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { platformText } from '../../../cli/init/platform-texts.js';
import { starterFiles } from '../../../cli/init/starter-files.js';
import { load } from '../../../generator/read/load.js';
import { platformSchema } from '../../../generator/read/schema/platform.js';
import { PlatformRenderer } from '../../../generator/render-platform.js';

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
