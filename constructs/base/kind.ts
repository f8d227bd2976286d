// A kind: all that the program knows about one kind of object that tenants have, in one place. Each concern has a table of its kinds;
// the AppProject's kinds, the steps of progress, the risks of a diff, the guards against loss of data and the quota are read from it.
import type { Fields } from './fields.js';
import type { NanoUnits } from './quantity.js';

/** The steps of a tenant's progress that its objects make up, in their order. */
export const tenantSteps = ['namespace', 'secrets', 'database', 'migration', 'services', 'routes', 'healthy'] as const;
export type TenantStep = (typeof tenantSteps)[number];

/** What a change does to a running tenant, the gravest first. */
export const risks = ['deletes', 'moves data', 'restarts', 'resizes', 'runs again', 'creates', 'reconfigures'] as const;
export type Risk = (typeof risks)[number];

/** Paths of fields are dotted, as `spec.storage.size`; `metadata` and `spec` stand for all below them. */
export interface Kind {
  /** True for one that is not in a namespace. */
  readonly clusterScoped?: true;
  /** The first sync wave of its objects; those of an extra construct may choose another. */
  readonly wave: number;
  /** By the object, where its objects serve several steps. @default that of the object's wave */
  readonly step?: TenantStep | ((object: { readonly name: string; readonly wave: number }) => TenantStep | undefined);
  /** True for one whose loss is a loss of the tenant's data. */
  readonly holdsData?: true;
  /** Fields that make it what it is, beside kind and namespace: another value is another thing, and the old one's data stays behind. */
  readonly identity?: readonly string[];
  /** Fields that the API server, the operator's webhook or the system behind it refuses to change. */
  readonly immutable?: readonly string[];
  /** Quantities that may only grow. */
  readonly growsOnly?: readonly string[];
  /** True where Argo CD asks a person before it deletes one. */
  readonly confirmsDeletion?: true;
  /** What keeps that which it stands for when the object goes. */
  readonly retains?: Retention;
  /** What a change of a field does; the first that matches counts. @default reconfigures */
  readonly risks?: readonly { readonly path: RegExp; readonly does: Risk }[];
  /** What its disappearance does. @default deletes */
  readonly disappears?: Risk;
  /** Names that a digest of the object follows: another digest is the same thing, which runs or applies again. */
  readonly namedByDigest?: RegExp;
  /** Names, without their digests, of those that change with other objects only: a diff leaves them out. */
  readonly followsOthers?: RegExp;
  /** True for one that is made when a tenant is suspended, and whose health says whether the tenant's last backup was taken. */
  readonly lastBackup?: true;
  /** Pods that are made of a template in it. */
  readonly pods?: TemplatePods;
  /** Where it has the labels that select pods, as `spec.selector.matchLabels`. */
  readonly selector?: readonly string[];
  /** True for one that stays failed once it has failed, whatever is tried again. */
  readonly runsOnce?: true;
  /** Pods that its operator makes of it. */
  readonly operatorPods?: OperatorPods;
  /** What it asks of the quota at its largest, beside the pods of a template that it has. */
  readonly needs?: (object: unknown, objectsOf: ObjectsOf) => readonly QuotaNeed[];
  /** Kinds that controllers make of it and that people see in Argo CD, as `apps/ReplicaSet`. */
  readonly makes?: readonly KindKey[];
}

export interface Retention {
  readonly field: readonly string[];
  /** The values that do; undefined where the operator's default does. */
  readonly values: readonly (string | undefined)[];
  /** What is wrong with any other, as `is dropped with its object`. */
  readonly otherwise: string;
}

export interface TemplatePods {
  /** Path of the template, as `spec.template`. */
  readonly template: readonly string[];
  /** How many of them there may be at once. */
  readonly most: (object: unknown, objectsOf: ObjectsOf) => number;
}

export interface OperatorPods {
  /** What holds the `resources` of each container, whatever else it says of it. */
  readonly containers: (object: unknown) => readonly Fields[];
  /** True where the operator sets no security of its own accord, and `containers` must. */
  readonly securedByObject?: true;
  /** Where it names the image, and the value of the plan that the image comes from. */
  readonly image?: { readonly field: readonly string[]; readonly cause: string };
  /** Whether it has a single pod and a disruption budget that keeps it. */
  readonly blocksDrains?: (object: unknown) => boolean;
}

/** The tenant's objects of a kind. */
export type ObjectsOf = (kind: KindKey) => readonly unknown[];

export interface QuotaNeed {
  /** How many of them there may be at once. */
  readonly count: number;
  /** The resources of each container, as `{requests, limits}`; undefined where it is not a pod. */
  readonly containers?: readonly Fields[];
  /** The size of each volume. */
  readonly volumes?: readonly NanoUnits[];
}

/** `group/Kind`; the core group is empty, as `/ConfigMap`. */
export type KindKey = `${string}/${string}`;

export type KindTable = Readonly<Record<KindKey, Kind>>;

/** The key of an object's kind. */
export function kindKey({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): KindKey {
  return `${apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : ''}/${kind}`;
}
