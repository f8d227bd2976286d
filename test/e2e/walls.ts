// The walls between tenants: what an AppProject refuses an Application that reaches beyond its own tenant.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Application, applicationReference } from './applications.js';
import { editByHand } from './edit-by-hand.js';
import { eventually } from './eventually.js';
import type { Stage } from './stage.js';

const own = 'bolt-garage';
const other = 'acme-auto';

interface Trespass {
  readonly spec?: object;
  readonly destination?: object;
  readonly source?: object;
  readonly refusal: RegExp;
}

/** What each Application does that its project, that of `own`, must refuse. */
function trespasses({ platform }: Stage): Readonly<Record<string, Trespass>> {
  const elsewhere = platform.namespaceOf(other);
  return {
    'another namespace': { destination: { namespace: elsewhere }, refusal: /destination.*do not match|not permitted/ },
    'another cluster': { destination: { server: undefined, name: 'us-east' }, refusal: /do not match|not permitted/ },
    'another repository': { source: { repoURL: 'file:///somewhere/else.git' }, refusal: /repo.*not permitted/ },
    'an object of another namespace': { source: { path: 'trespass/namespace' }, refusal: /not permitted in project/ },
    'a Secret': { source: { path: 'trespass/secret' }, refusal: /not permitted in project/ },
    'a ClusterRole': { source: { path: 'trespass/cluster-role' }, refusal: /not permitted in project/ },
  };
}

export function testWalls(stage: Stage): void {
  const { applications, plane, platform } = stage;

  it('refuses an Application that reaches beyond its tenant', async () => {
    editByHand(platform.repositoryFolder, (folder) => writeTrespasses(folder, platform.namespaceOf(other)));
    const all = Object.entries(trespasses(stage)).map(([what, trespass], index) => ({
      what,
      trespass,
      application: trespassing(stage, index, trespass),
    }));
    for (const { application } of all) await plane.home.apply(application);
    try {
      for (const { what, trespass, application } of all) {
        await eventually(`the refusal of ${what}`, 300, async () => {
          const said = complaints(await applications.find(application.metadata.name));
          return { value: trespass.refusal.test(said) || undefined, seen: said };
        });
      }
      expect(await stage.tryRead(other, ['v1', 'ConfigMap', 'trespass'])).toBeUndefined();
      expect(await stage.tryRead(own, ['v1', 'ConfigMap', 'trespass'])).toBeUndefined();
      expect(await stage.tryRead(own, ['v1', 'Secret', 'trespass'])).toBeUndefined();
    } finally {
      for (const { application } of all) await plane.home.delete(applicationReference(application.metadata.name));
    }
  });
}

function writeTrespasses(folder: string, elsewhere: string): void {
  const objects = {
    namespace: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'trespass', namespace: elsewhere } },
    secret: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'trespass' } },
    'cluster-role': {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'trespass' },
      rules: [],
    },
  };
  for (const [name, object] of Object.entries(objects)) {
    mkdirSync(join(folder, 'trespass', name), { recursive: true });
    writeFileSync(join(folder, 'trespass', name, 'object.yaml'), JSON.stringify(object));
  }
}

function trespassing({ platform }: Stage, index: number, { destination, source }: Trespass) {
  return {
    ...applicationReference(`${platform.name}.trespass-${index}`),
    spec: {
      project: platform.namespaceOf(own),
      source: {
        repoURL: platform.repository,
        targetRevision: 'refs/heads/main',
        path: 'trespass/namespace',
        ...source,
      },
      destination: { server: 'https://kubernetes.default.svc', namespace: platform.namespaceOf(own), ...destination },
      syncPolicy: { automated: { prune: false, selfHeal: false } },
    },
  };
}

/** Everything that Argo CD says against an Application. */
function complaints({ status }: Application): string {
  const { conditions = [], operationState } = status ?? {};
  const resources = operationState?.syncResult?.resources ?? [];
  const failed = operationState?.phase === 'Failed' ? [operationState.message] : [];
  return [...conditions, ...resources, ...failed.map((message) => ({ message }))]
    .map(({ message }) => message ?? '')
    .join('\n');
}
