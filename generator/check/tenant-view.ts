// One tenant's rendered objects, arranged for the rules: by kind, and every pod that they make.
import type { TenantPlan } from '../plan/tenant-plan.js';
import type { Manifest } from '../synth/manifest.js';
import { type Fields, fieldsAt, listAt } from './fields.js';

export interface TenantView {
  readonly plan: TenantPlan;
  readonly manifests: readonly Manifest[];
  ofKind(kind: string): readonly Manifest[];
  /** Pod templates of Deployments, Jobs and their like. */
  readonly pods: readonly Pod[];
}

export interface Pod {
  readonly manifest: Manifest;
  readonly template: Fields;
  readonly spec: Fields;
  /** Init containers too. */
  readonly containers: readonly unknown[];
}

const templatePaths: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

export function viewTenant(plan: TenantPlan, manifests: readonly Manifest[]): TenantView {
  const byKind = groupByKind(manifests);
  return { plan, manifests, ofKind: (kind) => byKind.get(kind) ?? [], pods: manifests.flatMap(podOf) };
}

function groupByKind(manifests: readonly Manifest[]): ReadonlyMap<string, readonly Manifest[]> {
  const groups = new Map<string, Manifest[]>();
  for (const manifest of manifests) {
    const group = groups.get(manifest.object.kind);
    if (group === undefined) groups.set(manifest.object.kind, [manifest]);
    else group.push(manifest);
  }
  return groups;
}

function podOf(manifest: Manifest): Pod[] {
  const path = manifest.object.kind === 'Pod' ? [] : templatePaths[manifest.object.kind];
  if (path === undefined) return [];
  const template = fieldsAt(manifest.object, ...path);
  const spec = fieldsAt(template, 'spec');
  return [
    {
      manifest,
      template,
      spec,
      containers: [
        ...listAt(spec, 'initContainers'),
        ...listAt(spec, 'containers'),
        ...listAt(spec, 'ephemeralContainers'),
      ],
    },
  ];
}
