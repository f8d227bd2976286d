// Pod Security `restricted` as tables (kubernetes.io/docs/concepts/security/pod-security-standards): what a pod and each of its containers must hold.
// A field of the wrong type never holds: `hostNetwork: "true"` is not false.
import { type Fields, fieldsAt, listAt, textAt, textsAt, valueAt } from '../fields.js';
import type { Breach } from '../rule.js';
import type { Pod } from '../tenant-view.js';

type PodDemand = readonly [what: string, holds: (spec: Fields) => boolean];
type ContainerDemand = readonly [what: string, holds: (container: unknown, pod: Fields) => boolean];

/** What a pod does not hold, an entry for each demand. */
export function restrictedBreaches({ manifest, spec, containers }: Pod): Breach[] {
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
