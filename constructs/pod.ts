// The pod of one service or job: no token, no rights, its own ServiceAccount (made by the concern access).
// Its props come from the plan; services.ts and jobs.ts put it into Deployments and Jobs.
import type { k8s } from 'cdk8s-plus-29';
import { type ContainerExtras, containerOf, keptVolumes, scratchVolumes } from './container.js';
import type { ContainerProps, MountProps } from './tenant.js';

export interface PodOptions {
  readonly container: ContainerExtras;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** What services and jobs do differently. */
  readonly spec?: Pick<k8s.PodSpec, 'restartPolicy' | 'topologySpreadConstraints'>;
}

/** The pod of a service or job: one container, no mounted token, Pod Security `restricted`. */
export function podTemplate(name: string, props: ContainerProps, options: PodOptions): k8s.PodTemplateSpec {
  const { container, labels, annotations, spec } = options;
  const { mounts = [] } = container;
  const volumes = [...keptVolumes(mounts), ...scratchVolumes(props.scratch)];
  return {
    metadata: {
      labels: { ...labels },
      ...(annotations === undefined ? {} : { annotations: { ...annotations } }),
    },
    spec: {
      serviceAccountName: name,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: 30,
      securityContext: {
        runAsNonRoot: true,
        ...(props.user === undefined ? {} : { runAsUser: props.user }),
        ...volumeOwner(props, mounts),
        seccompProfile: { type: 'RuntimeDefault' },
      },
      ...spec,
      containers: [containerOf(name, props, container)],
      ...(volumes.length === 0 ? {} : { volumes }),
    },
  };
}

/** A new volume belongs to root: Kubernetes gives it to the pod's own group, and again only where that is not so already. */
function volumeOwner({ user }: ContainerProps, mounts: readonly MountProps[]): k8s.PodSecurityContext {
  return mounts.length === 0 || user === undefined ? {} : { fsGroup: user, fsGroupChangePolicy: 'OnRootMismatch' };
}
