// What belongs to the platform and no tenant: ApplicationSets, the root Applications, the mark of ownership. And what is applied once by hand.
import { App } from 'cdk8s';
import { TenantApplicationSet } from '../../argocd/application-set.js';
import { allSets } from '../../argocd/names.js';
import { Poller } from '../../argocd/poller/poller.js';
import type { PollerProps } from '../../argocd/poller/props.js';
import { Bootstrap, SetRoots } from '../../argocd/roots.js';
import type { KubeObject } from '../../constructs/base/tenant-view.js';
import type { PlanContext } from '../plan/plan-context.js';
import { layout, ownershipFile } from '../tree/layout.js';
import { ownershipText } from '../tree/ownership.js';
import type { RenderedFile } from './render-tenant.js';
import { chartObjects } from './render-tenant.js';
import { yamlText } from './yaml-text.js';

/** Files of the platform, for every cluster and set, whether they have tenants or not. */
export function renderShared({ argocd, clusters }: PlanContext): RenderedFile[] {
  const app = new App();
  const names = allSets(argocd.sets);
  const ofClusters = [...clusters.values()].flatMap(({ props: cluster }) => {
    const sets = names.map((name) => ({ name, folder: layout.setFolder(cluster.name, name) }));
    return [
      {
        path: layout.roots(cluster.name),
        text: yamlText(chartObjects(new SetRoots(app, { argocd, cluster: cluster.name, sets }))),
      },
      ...sets.map(({ name, folder }) => ({
        path: layout.applicationSet(cluster.name, name),
        text: yamlText(
          chartObjects(new TenantApplicationSet(app, { argocd, cluster, set: name, indexFolder: `${folder}/index` })),
        ),
      })),
    ];
  });
  const sets = Object.fromEntries([...clusters.keys()].map((cluster) => [cluster, argocd.sets]));
  return [...ofClusters, { path: ownershipFile, text: ownershipText({ platform: argocd.platform, sets }) }];
}

/** The objects that a person applies once: Argo CD's roots, and what `tenantry serve` runs as where the platform has one. */
export function renderBootstrap({ argocd }: PlanContext, serve?: PollerProps): string {
  const app = new App();
  const charts = [new Bootstrap(app, argocd), ...(serve === undefined ? [] : [new Poller(app, serve)])];
  return yamlText(charts.flatMap(chartObjects).sort(namespacesFirst));
}

/** As kubectl applies them: an object's namespace before it. */
function namespacesFirst(a: KubeObject, b: KubeObject): number {
  return Number(b.kind === 'Namespace') - Number(a.kind === 'Namespace');
}
