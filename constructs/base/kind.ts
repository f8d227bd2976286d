// A kind: all that the program knows about one kind of object that tenants have, in one place. Each concern has a table of its kinds;
// the AppProject's kinds, the steps of progress, the risks of a diff, the guards against loss of data and the quota are read from it.
import type { Fields } from './fields.js';
import type { NanoUnits } from './quantity.js';
import type { TenantView } from './tenant-view.js';

/** The steps of a tenant's progress that its objects make up, in their order. */
export const tenantSteps = ['namespace', 'secrets', 'database', 'migration', 'services', 'routes', 'healthy'] as const;
export type TenantStep = (typeof tenantSteps)[number];

/** What a change does to a running tenant, the gravest first. */
export const risks = ['deletes', 'moves data', 'restarts', 'resizes', 'runs again', 'creates', 'reconfigures'] as const;
export type Risk = (typeof risks)[number];

export interface Kind {
  /** The sync wave of its objects; those of an extra construct may choose another. */
  readonly wave: number;
  /** By the object, where its objects serve several steps. */
  readonly step: TenantStep | ((object: { readonly name: string; readonly wave: number }) => TenantStep);
  /** True for one whose loss is a loss of the tenant's data. */
  readonly holdsData?: true;
  /** Fields that make it what it is: another value is another thing. */
  readonly identity?: readonly string[];
  /** Fields that the API server or the operator's webhook refuses to change. */
  readonly immutable?: readonly string[];
  /** Fields that may only grow. */
  readonly growsOnly?: readonly string[];
  /** True where Argo CD asks a person before it deletes one. */
  readonly confirmsDeletion?: true;
  /** The field that keeps what it stands for when the object goes, and the value that does. */
  readonly retains?: { readonly field: readonly string[]; readonly value: string };
  /** What a change of a field does; the first that matches counts. @default reconfigures */
  readonly risks?: readonly { readonly path: RegExp; readonly does: Risk }[];
  /** What its disappearance does. @default deletes */
  readonly disappears?: Risk;
  /** True where the name ends in a digest of the object: another digest is the same thing, which runs or applies again. */
  readonly namedByDigest?: true;
  /** Pods that its operator makes of it. */
  readonly operatorPods?: OperatorPods;
  /** Kinds that controllers make of it, as `apps/StatefulSet`. */
  readonly makes?: readonly string[];
}

export interface OperatorPods {
  /** Where the object says the resources of each container. */
  readonly containers?: readonly (readonly string[])[];
  /** True where the operator sets no security of its own accord, and the object must. */
  readonly securedByObject?: true;
  /** All its pods at their largest, while they are replaced. */
  readonly largest: (object: unknown, view: TenantView) => readonly LargestPods[];
}

export interface LargestPods {
  readonly pods: number;
  /** Of one pod: what each of its containers asks for, as `{requests, limits}`. */
  readonly containers: readonly Fields[];
  /** The size of each volume of one pod. */
  readonly volumes?: readonly NanoUnits[];
}

/** By `group/Kind`; the core group is empty, as `/ConfigMap`. */
export type KindTable = Readonly<Record<`${string}/${string}`, Kind>>;

/** The key of an object's kind. */
export function kindKey({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): string {
  return `${apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : ''}/${kind}`;
}
