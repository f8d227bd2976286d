// One tenant's rendered objects, arranged for the rules: by kind, and every pod that they make.
import { type Fields, fieldsAt, listAt } from './fields.js';
import { type Kind, type KindKey, kindKey } from './kind.js';
import { memoize } from './memoize.js';
import type { TenantPlan } from './tenant-plan.js';

/** It also has `concerns`, all of them: concern.ts adds the field, since rules are a part of a concern. */
export interface TenantView {
  readonly plan: TenantPlan;
  readonly manifests: readonly Manifest[];
  ofKind(kind: string): readonly Manifest[];
  /** By the group as well, as `batch/Job`. */
  ofKey(key: KindKey): readonly Manifest[];
  /** The objects whose kinds the concerns know, in the order of the concerns and their kinds. */
  readonly known: readonly KnownManifest[];
  /** Pod templates of Deployments, Jobs and their like. */
  readonly pods: readonly Pod[];
  /** The object that findings about something that is missing are put to. */
  readonly anchor: Manifest | undefined;
}

export interface KnownManifest {
  readonly manifest: Manifest;
  readonly kind: Kind;
}

export interface Pod {
  readonly manifest: Manifest;
  /** Absent for a kind that tenants do not have: what its pods would do is judged all the same. */
  readonly kind?: Kind;
  readonly template: Fields;
  readonly spec: Fields;
  /** Init containers and ephemeral ones too. */
  readonly containers: readonly unknown[];
}

export function viewTenant(
  plan: TenantPlan,
  manifests: readonly Manifest[],
  concerns: TenantView['concerns'],
): TenantView {
  const byKind = groupByKind(manifests);
  const ofKind = (kind: string) => byKind.get(kind) ?? [];
  const ofKey = (key: KindKey) =>
    ofKind(key.slice(key.indexOf('/') + 1)).filter(({ object }) => kindKey(object) === key);
  const known = kindsOf(concerns).flatMap(([key, kind]) => ofKey(key).map((manifest) => ({ manifest, kind })));
  return {
    plan,
    manifests,
    concerns,
    ofKind,
    ofKey,
    known,
    pods: [...known.flatMap(podOf), ...unknownPods(manifests, known)],
    anchor: ofKind('Namespace')[0] ?? manifests[0],
  };
}

const kindsOf = memoize((concerns: TenantView['concerns']) =>
  concerns.flatMap(({ kinds }) => Object.entries(kinds) as [KindKey, Kind][]),
);

function groupByKind(manifests: readonly Manifest[]): ReadonlyMap<string, readonly Manifest[]> {
  const groups = new Map<string, Manifest[]>();
  for (const manifest of manifests) {
    const group = groups.get(manifest.object.kind);
    if (group === undefined) groups.set(manifest.object.kind, [manifest]);
    else group.push(manifest);
  }
  return groups;
}

function podOf({ manifest, kind }: KnownManifest): Pod[] {
  return kind.pods === undefined ? [] : [{ ...podAt(manifest, kind.pods.template), kind }];
}

/** Where most kinds have their template. */
function unknownPods(manifests: readonly Manifest[], known: readonly KnownManifest[]): Pod[] {
  if (known.length === manifests.length) return [];
  const all = new Set(known.map(({ manifest }) => manifest));
  return manifests
    .filter((manifest) => !all.has(manifest))
    .map((manifest) => podAt(manifest, ['spec', 'template']))
    .filter(({ containers }) => containers.length > 0);
}

function podAt(manifest: Manifest, path: readonly string[]): Pod {
  const template = fieldsAt(manifest.object, ...path);
  const spec = fieldsAt(template, 'spec');
  return { manifest, template, spec, containers: containerLists.flatMap((list) => listAt(spec, list)) };
}

const containerLists = ['initContainers', 'containers', 'ephemeralContainers'] as const;

export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

export interface Manifest {
  /** Path of its file from the tree's root. */
  readonly path: string;
  readonly object: KubeObject;
}

interface OperatorContainer extends KnownManifest {
  /** What holds its `resources`. */
  readonly container: Fields;
}

/** Database instances, their backup sidecars, exporters and backup jobs, solvers of challenges. */
export function operatorContainers({ known }: Pick<TenantView, 'known'>): OperatorContainer[] {
  return known.flatMap(({ manifest, kind }) =>
    (kind.operatorPods?.containers(manifest.object) ?? []).map((container) => ({ manifest, kind, container })),
  );
}
