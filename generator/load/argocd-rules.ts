// What platform.yaml says of several Argo CDs: no two entries may be one and the same, or each tenant would seem to be claimed twice.
import { type Finding, finding } from '../finding/finding.js';
import type { PlatformSource } from './schema/platform.js';
import type { Loaded } from './sources.js';

export function argoCdFindings({ data, document }: Loaded<PlatformSource>): Finding[] {
  const { instances, namespace } = data.spec.argocd;
  const first = new Map<string, string>();
  return Object.entries(instances).flatMap(([name, instance]) => {
    const whereabouts = JSON.stringify([instance.context ?? '', instance.namespace ?? namespace]);
    const other = first.get(whereabouts);
    if (other === undefined) {
      first.set(whereabouts, name);
      return [];
    }
    const place = document.place(['spec', 'argocd', 'instances', name]);
    return [
      finding('load/invalid-value', {
        message: `the Argo CDs ${other} and ${name} are one: both have the same context and namespace`,
        hint: 'name the context of each in the kubeconfig; the one beside tenantry serve has none',
        ...(place === undefined ? {} : { place }),
      }),
    ];
  });
}
