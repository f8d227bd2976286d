// The root Application, which a person applies once, and the Application of each set, which the root applies. The root reads `argocd/`
// of the GitOps repository; the others read `clusters/<cluster>/argocd/<set>/`.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { type ArgoCdProps, argoCdNames } from './names.js';
import { Application, AppProject } from './resources.js';
import { branchRef, finalizer, keptAnnotations, rootSyncPolicy } from './sync-policy.js';

/** Argo CD's own cluster, where all of this lives. */
const inCluster = 'https://kubernetes.default.svc';

/** The few objects that are applied by hand; everything after them arrives through git. */
export class Bootstrap extends Chart {
  constructor(scope: Construct, argocd: ArgoCdProps) {
    super(scope, 'bootstrap');
    new AppProject(this, 'project', {
      metadata: {
        name: argoCdNames.rootProject(argocd),
        namespace: argocd.namespace,
        labels: managedBy(argocd),
        finalizers: [finalizer],
      },
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

interface SetRootsProps {
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
        // Not the index, which changes with every tenant.
        watch: ['applicationset.yaml', 'projects'],
        labels: { 'tenantry.dev/cluster': cluster, 'tenantry.dev/set': name },
        annotations: keptAnnotations,
      });
    }
  }
}

function managedBy({ platform }: ArgoCdProps): Record<string, string> {
  return { 'app.kubernetes.io/managed-by': 'tenantry', 'tenantry.dev/platform': platform };
}

interface Root {
  readonly name: string;
  readonly path: string;
  readonly directory: { readonly recurse?: boolean; readonly include?: string };
  /** Paths below `path` whose change makes Argo CD render it again. @default the whole folder */
  readonly watch?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Without a finalizer: deleting a root leaves everything that it applied. */
function addRoot(chart: Chart, argocd: ArgoCdProps, root: Root): void {
  const { name, path, directory, watch = ['.'], labels, annotations } = root;
  new Application(chart, name, {
    metadata: {
      name,
      namespace: argocd.namespace,
      labels: { ...managedBy(argocd), ...labels },
      annotations: { 'argocd.argoproj.io/manifest-generate-paths': watch.join(';'), ...annotations },
    },
    spec: {
      project: argoCdNames.rootProject(argocd),
      source: {
        repoURL: argocd.repository,
        targetRevision: branchRef(argocd.branch),
        path,
        directory: Object.keys(directory).length === 0 ? undefined : directory,
      },
      destination: { server: inCluster, namespace: argocd.namespace },
      revisionHistoryLimit: 3,
      syncPolicy: rootSyncPolicy,
    },
  });
}
