// Constructs of a platform's own among its tenants: what they add is held to every rule, and what they break is their own.
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { Finding } from '../../../constructs/base/finding.js';
import { importConstructs } from '../../../generator/read/import-constructs.js';
import { load } from '../../../generator/read/load.js';
import { PlatformRenderer } from '../../../generator/render-platform.js';
import { codeFile, codeOf, ownTenantText, productText } from './own-constructs.js';
import { textsOf } from './sources-fixture.js';

const asked = '{construct: settings, props: {text: hello}}';

async function rendered(code: Parameters<typeof codeOf>[0] & { readonly imports?: string } = {}) {
  const files = { 'blueprints/own.yaml': productText(asked), 'tenants/little.yaml': ownTenantText('little') };
  const modules = await importConstructs([codeFile('settings', `${code.imports ?? ''}\n${codeOf(code)}`)]);
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

describe('of classes of cdk8s-plus', () => {
  const imports = "import { ConfigMap, CronJob, Cpu } from 'cdk8s-plus-29';\nimport { Cron, Size } from 'cdk8s';";
  const container = `{
    image: 'registry.example/own/report:1.0.0',
    resources: {
      cpu: { request: Cpu.millis(100), limit: Cpu.millis(100) },
      memory: { request: Size.mebibytes(128), limit: Size.mebibytes(128) },
    },
    securityContext: { user: 10001, capabilities: { drop: ['ALL'] }, seccompProfile: { type: 'RuntimeDefault' } },
  }`;
  const pod = `{ automountServiceAccountToken: false, serviceAccount: account, podMetadata: { labels: kit.selector('app') },
    securityContext: { ensureNonRoot: true, user: 10001 }, select: false, containers: [${container}] }`;
  const needs = `({ pods: [{ count: 1, resources: {
    requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '100m', memory: '128Mi' } } }] })`;
  const cronJob = (metadata: string) => `const account = { name: 'app', serviceAccountName: 'app' };
    new CronJob(chart, 'job', { ...${pod}, schedule: Cron.schedule({ minute: '15', hour: '3' }), ${metadata} });`;
  const withMeta = "metadata: kit.meta('report', { wave: kit.waves.scheduledJobs, component: 'report' })";

  async function objects(build: string): Promise<Record<string, unknown>[]> {
    const { files, errors } = await rendered({ imports, build, needs });
    expect(errors).toEqual([]);
    const { text = '' } = files.find(({ path }) => path.endsWith('/little/extra.yaml')) ?? {};
    return parseAllDocuments(text).map((document): Record<string, unknown> => document.toJS());
  }

  it('have the metadata of the kit, and nothing else but plain data', async () => {
    const build =
      "new ConfigMap(chart, 'own', { metadata: kit.meta('own', { wave: 5 }), data: { TEXT: props.text } });";
    expect(await objects(build)).toEqual([
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          name: 'own',
          namespace: 'tenant-little',
          labels: { 'app.kubernetes.io/managed-by': 'tenantry', tenant: 'little' },
          annotations: {
            'argocd.argoproj.io/sync-wave': '5',
            'argocd.argoproj.io/sync-options': 'PruneLast=true',
          },
        },
        data: { TEXT: 'hello' },
        immutable: false,
      },
    ]);
  });

  it('give the same bytes in every run, with the labels that cdk8s-plus makes up', async () => {
    const [first, again] = [await objects(cronJob(withMeta)), await objects(cronJob(withMeta))];
    expect(JSON.stringify(first)).toMatch(/"cdk8s.io\/metadata.addr":"extra-settings-job-/);
    expect(again).toEqual(first);
  });

  it.each([
    ['without a namespace', "metadata: { name: 'report' }", 'check/foreign-namespace'],
    [
      'without a security context',
      `${withMeta}, containers: [{ ...${container}, securityContext: {} }]`,
      'check/pod-not-restricted',
    ],
  ])('are refused %s', async (_what, changed, code) => {
    const { errors } = await rendered({ imports, needs, build: cronJob(changed) });
    expect(codesOf(errors)).toContain(code);
  });
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
