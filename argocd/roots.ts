// What keeps the sets in step: one root Application that a person applies once, and one for each set that it applies.
// The first reads the repository's `argocd/` folder, the others `clusters/<cluster>/argocd/<set>/`.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { type ArgoCdProps, argoCdNames } from './argocd-props.js';
import { Application, AppProject } from './resources/argo-cd.js';
import { branchRef, rootSyncPolicy } from './sync-policy.js';

/** Argo CD's own cluster, where all of this lives. */
const inCluster = 'https://kubernetes.default.svc';

/** The few objects that are applied by hand; everything after them arrives through git. */
export class Bootstrap extends Chart {
  constructor(scope: Construct, argocd: ArgoCdProps) {
    super(scope, 'bootstrap');
    new AppProject(this, 'project', {
      metadata: { name: argoCdNames.rootProject(argocd), namespace: argocd.namespace, labels: managed },
      spec: {
        description: `What gives Argo CD the tenants of ${argocd.platform}; tenants themselves have projects of their own`,
        sourceRepos: [argocd.repository],
        destinations: [{ server: inCluster, namespace: argocd.namespace }],
        clusterResourceWhitelist: [],
        namespaceResourceWhitelist: ['Application', 'ApplicationSet', 'AppProject'].map((kind) => ({
          group: 'argoproj.io',
          kind,
        })),
      },
    });
    addRoot(this, argocd, { name: argoCdNames.rootApplication(argocd), path: 'argocd', directory: {} });
  }
}

export interface SetRootsProps {
  readonly argocd: ArgoCdProps;
  readonly cluster: string;
  /** Each set's name and folder, from the repository's root. */
  readonly sets: readonly { readonly name: string; readonly folder: string }[];
}

/** One Application for each set of a cluster: it applies the ApplicationSet and the projects, never the index. */
export class SetRoots extends Chart {
  constructor(scope: Construct, { argocd, cluster, sets }: SetRootsProps) {
    super(scope, `${cluster}-roots`);
    for (const { name, folder } of sets) {
      addRoot(this, argocd, {
        name: argoCdNames.setApplication(argocd, cluster, name),
        path: folder,
        directory: { recurse: true, include: '{applicationset.yaml,projects/*.yaml}' },
      });
    }
  }
}

const managed = { 'app.kubernetes.io/managed-by': 'tenantry' } as const;

interface Root {
  readonly name: string;
  readonly path: string;
  readonly directory: { readonly recurse?: boolean; readonly include?: string };
}

function addRoot(chart: Chart, argocd: ArgoCdProps, { name, path, directory }: Root): void {
  new Application(chart, name, {
    metadata: {
      name,
      namespace: argocd.namespace,
      labels: managed,
      annotations: { 'argocd.argoproj.io/manifest-generate-paths': '.' },
    },
    spec: {
      project: argoCdNames.rootProject(argocd),
      source: {
        repoURL: argocd.repository,
        targetRevision: branchRef(argocd.branch),
        path,
        ...(Object.keys(directory).length === 0 ? {} : { directory }),
      },
      destination: { server: inCluster, namespace: argocd.namespace },
      revisionHistoryLimit: 3,
      syncPolicy: rootSyncPolicy,
    },
  });
}
