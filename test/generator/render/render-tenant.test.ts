import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAlias, isNode, parseAllDocuments, visit } from 'yaml';
import { names } from '../../../constructs/base/metadata.js';
import type { TenantPlan } from '../../../constructs/base/tenant-plan.js';
import type { KubeObject } from '../../../constructs/base/tenant-view.js';
import { concernNames } from '../../../constructs/index.js';
import { renderShared } from '../../../generator/render/render-shared.js';
import type { RenderedFile } from '../../../generator/render/render-tenant.js';
import { renderTenant } from '../../../generator/render/render-tenant.js';
import { samplePlans } from '../../sample-platform.js';

const { plans, context } = samplePlans();
const all = [...plans.values()];
const samplePlan = fc.constantFrom(...all);

function render(plan: TenantPlan): readonly RenderedFile[] {
  return renderTenant(plan, context.argocd).rendered.files;
}

function objectsOf({ text }: RenderedFile): KubeObject[] {
  return parseAllDocuments(text).map((document) => document.toJS() as KubeObject);
}

const manifestsOf = (plan: TenantPlan) => render(plan).filter(({ path }) => path.includes('/tenants/'));

describe('renderTenant', () => {
  it.each([...plans.keys()])('sorts the objects of %s by wave, kind and name, in each file', (id) => {
    const plan = plans.get(id) ?? expect.unreachable();
    const files = manifestsOf(plan);
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      const keys = objectsOf(file).map(({ kind, metadata }) => {
        const wave = Number(metadata.annotations?.['argocd.argoproj.io/sync-wave']);
        return `${String(wave + 1000).padStart(5, '0')} ${kind} ${metadata.name}`;
      });
      expect(keys).toEqual([...keys].sort());
    }
  });

  it('renders the objects of inner constructs too', () => {
    const routes = all
      .filter(({ lifecycle }) => lifecycle === 'active')
      .map((plan) => manifestsOf(plan).find(({ path }) => path.endsWith('/routes.yaml')));
    for (const file of routes) expect(file?.text).toMatch(/^kind: (?:HTTPRoute|Ingress)$/m);
  });

  it('leaves out the files of concerns that have no objects', () => {
    const suspended = all.find(({ lifecycle }) => lifecycle === 'suspended') ?? expect.unreachable();
    expect(manifestsOf(suspended).some(({ path }) => path.endsWith('/routes.yaml'))).toBe(false);
    for (const { text } of all.flatMap(render)) expect(text.trim()).not.toBe('');
  });

  it('writes neither anchors nor aliases, and each file as it parses', () => {
    for (const { path, text } of [...all.flatMap(render), ...renderShared(context)]) {
      if (!path.endsWith('.yaml')) continue;
      for (const document of parseAllDocuments(text)) {
        expect(document.errors).toEqual([]);
        visit(document, (_, node) => {
          expect(isAlias(node) || (isNode(node) && 'anchor' in node && node.anchor !== undefined)).toBe(false);
        });
      }
    }
  });

  it('gives the same bytes whatever the order of the plan’s records', () => {
    fc.assert(
      fc.property(samplePlan, fc.integer(), (plan, seed) => {
        expect(render(reordered(plan, seed) as TenantPlan)).toEqual(render(plan));
      }),
      { numRuns: 30 },
    );
  });

  it('gives the same bytes whatever was rendered before', () => {
    for (const plan of all) {
      const before = render(plan);
      for (const other of all) render(other);
      expect(render(plan)).toEqual(before);
    }
  });

  it('changes the digest whenever any other object changes, and only then', () => {
    const change = fc.record<Partial<TenantPlan>>(
      {
        displayName: fc.constantFrom('Acme', 'Acme '),
        tier: fc.constantFrom('free', 'enterprise'),
        lifecycle: fc.constantFrom('active', 'suspended'),
        ring: fc.constantFrom('early', 'late'),
        viewersGroup: fc.constantFrom('a', 'b'),
        owner: fc.constantFrom({ name: 'A', email: 'a@a.example' }, { name: 'B', email: 'b@b.example' }),
        routes: fc.constant([]),
        entitlements: fc.constantFrom({ seats: 1 }, { seats: 2 }),
        expiresAt: fc.constantFrom('2027-01-01', '2027-01-02'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(samplePlan, change, change, (plan, one, other) => {
        const [a, b] = [one, other].map((changes) => withDigest({ ...plan, ...changes }));
        expect(a?.digest === b?.digest).toBe(a?.rest === b?.rest);
      }),
      { numRuns: 60 },
    );
  });

  it('puts the digest into the marker and into the index', () => {
    for (const plan of all) {
      const index = render(plan).find(({ path }) => path.endsWith('.json'));
      expect(JSON.parse(index?.text ?? '')).toMatchObject({ tenant: plan.id, digest: withDigest(plan).digest });
    }
  });

  it('has a file for each concern of the layout somewhere among the samples', () => {
    const found = new Set(all.flatMap(manifestsOf).map(({ path }) => path.replace(/^.*\/|\.yaml$/g, '')));
    // The samples have no constructs of their platform's own.
    expect([...found].sort()).toEqual(concernNames.filter((concern) => concern !== 'extra').sort());
  });
});

/** The marker's digest, and the text of everything else in the tenant's folder. */
function withDigest(plan: TenantPlan): { digest: unknown; rest: string } {
  const objects = manifestsOf(plan).flatMap(objectsOf);
  const isMarker = ({ kind, metadata }: KubeObject) => kind === 'ConfigMap' && metadata.name === names.marker;
  const marker = objects.find(isMarker);
  return {
    digest: (marker?.['data'] as { digest?: unknown } | undefined)?.digest,
    rest: JSON.stringify(objects.filter((object) => !isMarker(object))),
  };
}

/** The same data with the keys of every mapping in another order. */
function reordered(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) return value.map((each) => reordered(each, seed));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, reordered(each, seed)] as const);
  const rank = (key: string) => [...key].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) ^ seed, 7);
  return Object.fromEntries(entries.sort(([a], [b]) => rank(a) - rank(b)));
}
