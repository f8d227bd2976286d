// A comparison renders a tenant that two revisions have alike once for both, and that makes no difference.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alikeTenants, PlatformRenderer } from '../../generator/render-platform.js';
import { loadSample, platformWith, sourceText, tenantFile } from '../sample-platform.js';

const tenants = ['a', 'b', 'c'];
const files = (changed: readonly string[] = []) =>
  tenants.map((id) => tenantFile(id, changed.includes(id) ? { locale: 'fr-FR' } : {}));
const before = loadSample({ tenants: files() }).sources;

describe('tenants of two revisions are alike', () => {
  const alike = (after: typeof before) => tenants.filter(alikeTenants(before, after));

  it('where their own file, blueprint and platform say the same', () => {
    expect(alike(loadSample({ tenants: files() }).sources)).toEqual(tenants);
    expect(alike(loadSample({ tenants: files(['b']) }).sources)).toEqual(['a', 'c']);
  });

  it('where a file is only written otherwise', () => {
    const [{ file, text = '' } = expect.unreachable(), ...others] = files();
    const commented = sourceText(file, `# A comment\n${text}`);
    expect(alike(loadSample({ tenants: [commented, ...others] }).sources)).toEqual(tenants);
  });

  it('nowhere once the platform changes, nor where one of them is new', () => {
    const platform = platformWith('gracePeriod: 30d', 'gracePeriod: 31d');
    expect(alike(loadSample({ tenants: files(), platform }).sources)).toEqual([]);
    const added = loadSample({ tenants: [...files(), tenantFile('d')] }).sources;
    expect(alikeTenants(before, added)('d')).toBe(false);
  });

  it('and what is compared is what would be rendered of either alone', () => {
    fc.assert(
      fc.property(fc.subarray(tenants), fc.subarray(tenants), (changed, present) => {
        const after = loadSample({
          tenants: files(changed).filter((_, index) => present.includes(tenants[index] ?? '')),
        });
        const beside = new PlatformRenderer(before).renderBeside(new PlatformRenderer(after.sources));
        const { tree } = new PlatformRenderer(before).render(new Map());
        expect(beside).toEqual([...tree.shared, ...tree.tenants.flatMap((tenant) => tenant.files)]);
      }),
      { numRuns: 10 },
    );
  });

  it('and are rendered once for both', () => {
    const [one, other] = [
      new PlatformRenderer(before),
      new PlatformRenderer(loadSample({ tenants: files(['b']) }).sources),
    ];
    const beside = new Set(one.renderBeside(other));
    const shared = other
      .render(new Map())
      .tree.tenants.filter((tenant) => tenant.files.some((file) => beside.has(file)));
    expect(shared.map(({ id }) => id)).toEqual(['a', 'c']);
  });
});
