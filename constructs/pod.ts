// The pod of one service or job: no token, no rights, a ServiceAccount that the concern access makes.
// Its props come from the plan; services.ts and jobs.ts put it into Deployments and Jobs.
import type { k8s } from 'cdk8s-plus-29';
import { type ContainerExtras, containerOf, keptVolumes, scratchVolumes } from './container.js';
import type { ContainerProps, MountProps } from './workload-props.js';

export interface PodOptions {
  readonly container: ContainerExtras;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Its ServiceAccount. @default the workload's name */
  readonly account?: string;
  /** What services and jobs do differently. */
  readonly spec?: Pick<k8s.PodSpec, 'restartPolicy' | 'topologySpreadConstraints'>;
}

/** The pod of a service or job: one container, no mounted token, Pod Security `restricted`. */
export function podTemplate(name: string, props: ContainerProps, options: PodOptions): k8s.PodTemplateSpec {
  const { container, labels, annotations, spec, account = name } = options;
  const { mounts = [] } = container;
  const volumes = [...keptVolumes(mounts), ...scratchVolumes(props.scratch)];
  return {
    metadata: {
      labels: { ...labels },
      ...(annotations === undefined ? {} : { annotations: { ...annotations } }),
    },
    spec: {
      serviceAccountName: account,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
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
