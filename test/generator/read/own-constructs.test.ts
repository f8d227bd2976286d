// Constructs of a platform's own among its tenants: what they add is held to every rule, and what they break is their own.
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../constructs/base/finding.js';
import { importConstructs } from '../../../generator/read/import-constructs.js';
import { load } from '../../../generator/read/load.js';
import { PlatformRenderer } from '../../../generator/render-platform.js';
import { codeFile, codeOf, ownTenantText, productText } from './own-constructs.js';
import { textsOf } from './sources-fixture.js';

const asked = '{construct: settings, props: {text: hello}}';

async function rendered(code: Parameters<typeof codeOf>[0] = {}) {
  const files = { 'blueprints/own.yaml': productText(asked), 'tenants/little.yaml': ownTenantText('little') };
  const modules = await importConstructs([codeFile('settings', codeOf(code))]);
  const { sources, findings } = load(textsOf(files), modules);
  if (sources === undefined) throw new Error('the platform loads');
  expect(findings).toEqual([]);
  const output = new PlatformRenderer(sources).render(new Map());
  const little = output.tree.tenants.find(({ id }) => id === 'little');
  const errors = output.findings.filter(({ severity }) => severity === 'error');
  return { files: little?.files ?? [], errors, others: output.tree.tenants.length - (little === undefined ? 0 : 1) };
}

const codesOf = (errors: readonly Finding[]) => [...new Set(errors.map(({ code }) => code))];

it('are a file of the tenant', async () => {
  const { files, errors } = await rendered();
  expect(errors).toEqual([]);
  expect(files.find(({ path }) => path.endsWith('/little/extra.yaml'))?.text).toMatch(/TEXT: hello/);
});

describe('keep back only their own tenants, with a finding at their file,', () => {
  it.each([
    ['that throw', { build: 'throw new Error("no luck")' }],
    ['that throw what is no error', { build: 'throw null' }],
    ['whose needs throw', { needs: '{ throw new Error("no luck"); }' }],
    ['whose needs are no quantities', { needs: '({ volumes: ["large"] })' }],
    ['whose needs have half a pod', { needs: '({ pods: [{ count: 0.5, resources: {} }] })' }],
    ['that are asynchronous', { build: 'return Promise.resolve();' }],
    ['that change with the clock', { build: clock('String(process.hrtime.bigint())') }],
    ['that change their props', { build: 'props.text = "other";' }],
    ['that change the tenant', { build: 'tenant.services.app.image = "other";' }],
  ])('those %s', async (_what, code) => {
    const { files, errors, others } = await rendered(code);
    expect(errors).toEqual([
      expect.objectContaining({
        code: 'plan/construct-failed',
        tenant: 'little',
        place: { file: 'constructs/extra/settings.mjs' },
      }),
    ]);
    expect([files.length, others]).toEqual([0, 6]);
  });
});

describe('are refused', () => {
  it.each([
    [
      'an object in another namespace',
      plain('ConfigMap', { namespace: 'tenant-acme-auto' }),
      'check/foreign-namespace',
    ],
    ['an object of the cluster', plain('ClusterRole', {}, 'rbac.authorization.k8s.io/v1'), 'check/forbidden-kind'],
    ['an Application of Argo CD', plain('Application', {}, 'argoproj.io/v1alpha1'), 'check/forbidden-kind'],
    ['a Secret', plain('Secret'), 'check/forbidden-kind'],
    [
      'the labels of another tenant',
      plain('ConfigMap', { labels: { tenant: 'acme-auto' } }),
      'check/selector-mismatch',
    ],
    ['an object that is there already', plain('ConfigMap', { name: 'tenantry-dashboard' }), 'check/duplicate-object'],
    ['rights', rights(), 'check/excess-rights'],
    ['the way to another tenant', policy(), 'check/foreign-peer'],
  ])('%s', async (_what, build, code) => {
    const { files, errors, others } = await rendered({ build });
    expect(codesOf(errors)).toContain(code);
    expect(errors.every(({ tenant }) => tenant === 'little')).toBe(true);
    expect([files.length, others]).toEqual([0, 6]);
  });
});

describe('have room', () => {
  const pods = `new kit.Deployment(chart, 'server', {
    metadata: kit.meta('server', { wave: kit.waves.services, component: 'server' }),
    spec: {
      replicas: 8,
      selector: { matchLabels: kit.selector('server') },
      template: kit.pod('server', { image: 'registry.example/own/server:1.0.0', resources: ${resources()} }),
    },
  });`;

  it('for what their needs say', async () => {
    const needs = `({ pods: [{ count: 8, resources: ${resources()} }] })`;
    expect((await rendered({ build: pods, needs })).errors).toEqual([]);
  });

  it('for nothing else', async () => {
    expect(codesOf((await rendered({ build: pods })).errors)).toEqual(['check/quota-too-small']);
  });

  it('by tier and by what the tier sells', async () => {
    const needs = `({ pods: [{ count: tier === 'professional' ? entitlements.seats + 3 : 0, resources: ${resources()} }] })`;
    expect((await rendered({ build: pods, needs })).errors).toEqual([]);
  });
});

function resources(): string {
  return "{ requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '1', memory: '1Gi' } }";
}

function clock(text: string): string {
  return `new kit.ConfigMap(chart, 'settings', { metadata: kit.meta('settings', { wave: 0 }), data: { AT: ${text} } });`;
}

function plain(kind: string, metadata: object = {}, apiVersion = 'v1'): string {
  return `new kit.Plain(chart, 'it', { apiVersion: '${apiVersion}', kind: '${kind}', metadata: { ...kit.meta('it', { wave: 0 }), ...${JSON.stringify(metadata)} } });`;
}

function rights(): string {
  const rules = JSON.stringify([{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }]);
  return `new kit.Plain(chart, 'it', { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: kit.meta('it', { wave: 0 }), rules: ${rules} });`;
}

function policy(): string {
  const peer = JSON.stringify({
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'tenant-acme-auto' } },
  });
  return `new kit.NetworkPolicy(chart, 'it', {
    metadata: kit.meta('it', { wave: 0 }),
    spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [${peer}] }] },
  });`;
}
