// What a person applies once: a project that may hold Argo CD's own kinds, and the root Application, which applies the repository's
// folder `argocd/`. Everything after that arrives through git.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { type ArgoCdProps, argoCdNames } from './argocd-props.js';
import { AppProject } from './resources/app-project.js';
import { Application } from './resources/application.js';
import { ownCluster, rootApplication } from './root-application.js';
import { whileReferenced } from './while-referenced.js';

export interface BootstrapProps {
  readonly argocd: ArgoCdProps;
  /** The folder of the GitOps repository with one file of root Applications for each cluster. */
  readonly folder: string;
}

export class Bootstrap extends Chart {
  constructor(scope: Construct, { argocd, folder }: BootstrapProps) {
    super(scope, 'bootstrap');
    new AppProject(this, 'project', {
      metadata: {
        name: argoCdNames.rootProject(argocd),
        namespace: argocd.namespace,
        labels: { 'app.kubernetes.io/managed-by': 'tenantry', platform: argocd.platform },
        finalizers: [whileReferenced],
      },
      spec: {
        description: `Applications, ApplicationSets and AppProjects of the platform ${argocd.platform}`,
        sourceRepos: [argocd.repository],
        destinations: [{ server: ownCluster, namespace: argocd.namespace }],
        clusterResourceWhitelist: [],
        namespaceResourceWhitelist: ['Application', 'ApplicationSet', 'AppProject'].map((kind) => ({
          group: 'argoproj.io',
          kind,
        })),
      },
    });
    new Application(
      this,
      'application',
      rootApplication(argocd, {
        name: argoCdNames.rootApplication(argocd),
        path: folder,
        directory: { recurse: false },
      }),
    );
  }
}
