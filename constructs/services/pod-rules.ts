// Pods: Pod Security `restricted`, and what is wanted beyond it. Operators make pods too: what their objects say of those is judged alike.

import { isFixedImage } from '../base/blueprint-rule.js';
import { type Fields, fieldsAt, listAt, quantityAt, textAt, textsAt, valueAt } from '../base/fields.js';
import { type Breach, missing, type Rule } from '../base/rule.js';
import { operatorContainers, type Pod, type TenantView } from '../base/tenant-view.js';

export const podRules: readonly Rule[] = [
  {
    code: 'check/pod-not-restricted',
    sentence: 'pods satisfy Pod Security restricted, and the Namespace enforces it',
    breaches: (view) => [
      ...[...view.pods, ...unsecuredPods(view)].flatMap(restrictedBreaches),
      ...(view.ofKind('Namespace').some(({ object }) => object.metadata.labels?.[enforce] === 'restricted')
        ? []
        : missing(view, 'does not enforce Pod Security restricted')),
    ],
  },
  {
    code: 'check/no-resources',
    sentence: 'every container has requests and limits of CPU and memory',
    breaches: (view) => [...eachContainer(lackOfResources)(view), ...operatorPods(view)],
  },
  {
    code: 'check/writable-root',
    sentence: 'the root file system is read-only; what is to be written is in scratch',
    breaches: eachContainer((container) =>
      valueAt(container, 'securityContext', 'readOnlyRootFilesystem') === true
        ? undefined
        : 'can write to its root file system',
    ),
  },
  {
    code: 'check/image-not-fixed',
    sentence: 'images have a digest or a fixed tag',
    breaches: (view) => [
      ...eachContainer((container) => movingImage(textAt(container, 'image')))(view),
      ...movingServerImages(view),
    ],
  },
  {
    code: 'check/no-probe',
    sentence: 'every service that listens has a readiness probe',
    breaches: ({ pods }) =>
      pods
        .filter(({ manifest }) => manifest.object.kind === 'Deployment')
        .flatMap(({ manifest, spec }) =>
          listAt(spec, 'containers')
            .filter((container) => listAt(container, 'ports').length > 0 && !hasProbe(container))
            .map((container) => ({
              manifest,
              what: `has no readiness probe for its container ${textAt(container, 'name')}`,
              cause: `services.${manifest.object.metadata.name}.port`,
            })),
        ),
  },
];

const enforce = 'pod-security.kubernetes.io/enforce';

function eachContainer(faultOf: (container: unknown) => string | undefined): (view: TenantView) => Breach[] {
  return ({ pods }) =>
    pods.flatMap(({ manifest, containers }) =>
      containers.flatMap((container) => {
        const what = faultOf(container);
        return what === undefined ? [] : [{ manifest, what: `${what} (container ${textAt(container, 'name')})` }];
      }),
    );
}

function lackOfResources(container: unknown): string | undefined {
  const lacking = ['requests', 'limits'].flatMap((kind) =>
    ['cpu', 'memory']
      .filter((unit) => quantityAt(container, 'resources', kind, unit) === undefined)
      .map((unit) => `${kind}.${unit}`),
  );
  return lacking.length === 0 ? undefined : `has no ${lacking.join(', ')}`;
}

/** Operators make pods too; their quota and limits are the tenant's. */
function operatorPods(view: TenantView): Breach[] {
  return operatorContainers(view).flatMap(({ manifest, container }) => {
    const what = lackOfResources(container);
    return what === undefined ? [] : [{ manifest, what }];
  });
}

function movingServerImages({ known }: TenantView): Breach[] {
  return known.flatMap(({ manifest, kind }) => {
    const image = kind.operatorPods?.image;
    const what = image && movingImage(textAt(manifest.object, ...image.field));
    return what === undefined ? [] : [{ manifest, what, cause: image?.cause }];
  });
}

function movingImage(image = '(none)'): string | undefined {
  return isFixedImage(image) ? undefined : `runs ${image}, which may change under its name`;
}

function hasProbe(container: unknown): boolean {
  const probe: Fields = fieldsAt(container, 'readinessProbe');
  return ['httpGet', 'exec', 'tcpSocket', 'grpc'].some((field) => probe[field] !== undefined);
}

type PodDemand = readonly [what: string, holds: (spec: Fields) => boolean];
type ContainerDemand = readonly [what: string, holds: (container: unknown, pod: Fields) => boolean];

/** What a pod does not hold, an entry for each demand. */
function restrictedBreaches({ manifest, spec, containers }: Pod): Breach[] {
  return [
    ...podDemands.filter(([, holds]) => !holds(spec)).map(([what]) => ({ manifest, what })),
    ...containers.flatMap((container) =>
      containerDemands
        .filter(([, holds]) => !holds(container, spec))
        .map(([what]) => ({ manifest, what: `${what} (container ${textAt(container, 'name')})` })),
    ),
  ];
}

const allowedVolumes: ReadonlySet<string> = new Set([
  ...['configMap', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret', 'csi'],
]);
const safeSysctls =
  /^(?:kernel\.shm_rmid_forced|net\.ipv4\.(?:ip_local_port_range|ip_unprivileged_port_start|tcp_\w+|ping_group_range|ip_local_reserved_ports))$/;

const podDemands: readonly PodDemand[] = [
  [
    'shares the host’s network, processes or IPC',
    (spec) => ['hostNetwork', 'hostPID', 'hostIPC'].every((field) => isUnsetOr(spec[field], false)),
  ],
  [
    'mounts a volume of a kind that restricted pods may not',
    (spec) =>
      listAt(spec, 'volumes').every((volume) =>
        Object.keys(fieldsAt(volume)).every((key) => key === 'name' || allowedVolumes.has(key)),
      ),
  ],
  [
    'sets kernel parameters',
    (spec) => listAt(spec, 'securityContext', 'sysctls').every((each) => safeSysctls.test(textAt(each, 'name') ?? '')),
  ],
];

const containerDemands: readonly ContainerDemand[] = [
  ['may gain privileges', (container) => own(container, 'allowPrivilegeEscalation') === false],
  ['is privileged', (container) => isUnsetOr(own(container, 'privileged'), false)],
  ['keeps capabilities', (container) => isDropAll(fieldsAt(container, 'securityContext', 'capabilities'))],
  [
    'may run as root',
    (...both) => inherited(...both, 'runAsNonRoot') === true && isNotRoot(inherited(...both, 'runAsUser')),
  ],
  [
    'has no seccomp profile',
    (...both) =>
      ['RuntimeDefault', 'Localhost'].includes(String(valueAt(inherited(...both, 'seccompProfile'), 'type'))),
  ],
  [
    'leaves its AppArmor or SELinux confinement',
    (...both) =>
      isUnsetOr(valueAt(inherited(...both, 'appArmorProfile'), 'type'), 'RuntimeDefault', 'Localhost') &&
      inherited(...both, 'seLinuxOptions') === undefined,
  ],
  ['sees all of /proc', (container) => isUnsetOr(own(container, 'procMount'), 'Default')],
  [
    'is a process of the host',
    (...both) => isUnsetOr(valueAt(inherited(...both, 'windowsOptions'), 'hostProcess'), false),
  ],
  [
    'takes a port of the host',
    (container) => listAt(container, 'ports').every((port) => isUnsetOr(valueAt(port, 'hostPort'), 0)),
  ],
];

function isUnsetOr(value: unknown, ...allowed: readonly unknown[]): boolean {
  return value === undefined || allowed.includes(value);
}

function own(container: unknown, field: string): unknown {
  return valueAt(container, 'securityContext', field);
}

function inherited(container: unknown, pod: Fields, field: string): unknown {
  return own(container, field) ?? valueAt(pod, 'securityContext', field);
}

function isNotRoot(user: unknown): boolean {
  return user === undefined || (typeof user === 'number' && user > 0);
}

function isDropAll(capabilities: Fields): boolean {
  return (
    textsAt(capabilities, 'drop').includes('ALL') &&
    textsAt(capabilities, 'add').every((each) => each === 'NET_BIND_SERVICE')
  );
}

/** Those whose operator sets no security of its own accord, as pods of one container. */
function unsecuredPods({ known }: TenantView): Pod[] {
  const unsecured = known.filter(({ kind }) => kind.operatorPods?.securedByObject === true);
  return operatorContainers({ known: unsecured }).map(({ manifest, kind, container: template }) => {
    const { podSecurityContext: securityContext } = template;
    const container = { name: manifest.object.kind, securityContext: template['securityContext'] };
    const spec = { securityContext, containers: [container] };
    return { manifest, kind, template: {}, spec, containers: [container] };
  });
}
