// The pods that operators make of a tenant's objects, as far as those objects say: what the rules of pods judge besides.
import { type Fields, fieldsAt } from '../fields.js';
import type { Pod, TenantView } from '../tenant-view.js';

export interface OperatorContainer {
  readonly manifest: Pod['manifest'];
  /** What holds its `resources`. */
  readonly container: Fields;
}

/** Database instances, their backup sidecars, exporters and backup jobs. */
export function operatorContainers({ ofKind }: Pick<TenantView, 'ofKind'>): OperatorContainer[] {
  return Object.entries(containerPaths).flatMap(([kind, paths]) =>
    ofKind(kind).flatMap((manifest) =>
      paths.map((path) => ({ manifest, container: fieldsAt(manifest.object, ...path) })),
    ),
  );
}

const containerPaths: Readonly<Record<string, readonly (readonly string[])[]>> = {
  Cluster: [['spec']],
  ObjectStore: [['spec', 'instanceSidecarConfiguration']],
  MariaDB: [['spec'], ['spec', 'metrics', 'exporter']],
  PhysicalBackup: [['spec']],
};

/** Those whose operator sets no security of its own accord, as pods of one container. CloudNativePG's are restricted by themselves. */
export function unsecuredPods({ ofKind }: Pick<TenantView, 'ofKind'>): Pod[] {
  const kinds = { ofKind: (kind: string) => (kind in securedByUs ? ofKind(kind) : []) };
  return operatorContainers(kinds).map(({ manifest, container: template }) => {
    const { podSecurityContext: securityContext } = template;
    const container = { name: manifest.object.kind, securityContext: template['securityContext'] };
    const spec = { securityContext, containers: [container] };
    return { manifest, template: {}, spec, containers: [container] };
  });
}

const securedByUs = { MariaDB: true, PhysicalBackup: true } as const;
