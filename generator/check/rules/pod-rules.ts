// Pods: Pod Security `restricted` (kubernetes.io/docs/concepts/security/pod-security-standards), and what is wanted beyond it.
import { isFixedImage } from '../../load/fixed-image.js';
import { type Fields, fieldsAt, listAt, numberAt, textAt, valueAt } from '../fields.js';
import type { Breach, Rule } from '../rule.js';
import type { Pod, TenantView } from '../tenant-view.js';

export const podRules: readonly Rule[] = [
  {
    code: 'check/pod-not-restricted',
    sentence: 'pods satisfy Pod Security restricted',
    breaches: ({ pods }) => pods.flatMap(restrictedBreaches),
  },
  {
    code: 'check/token-mounted',
    sentence: 'no pod and no ServiceAccount mounts a token',
    breaches: ({ pods, ofKind }) => [
      ...pods
        .filter(({ spec }) => spec['automountServiceAccountToken'] !== false)
        .map(({ manifest }) => ({ manifest, what: 'mounts a ServiceAccount token' })),
      ...ofKind('ServiceAccount')
        .filter(({ object }) => object['automountServiceAccountToken'] !== false)
        .map((manifest) => ({ manifest, what: 'lets pods mount its token' })),
    ],
  },
  {
    code: 'check/no-resources',
    sentence: 'every container has requests and limits of CPU and memory',
    breaches: eachContainer((container) => {
      const missing = ['requests', 'limits'].flatMap((kind) =>
        ['cpu', 'memory']
          .filter((unit) => textAt(container, 'resources', kind, unit) === undefined)
          .map((unit) => `${kind}.${unit}`),
      );
      return missing.length === 0 ? undefined : `has no ${missing.join(', ')}`;
    }),
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
    breaches: eachContainer((container) => {
      const image = textAt(container, 'image') ?? '';
      return isFixedImage(image) ? undefined : `runs ${image}, which may change under its name`;
    }),
  },
  {
    code: 'check/no-probe',
    sentence: 'every service that listens has a readiness probe',
    breaches: ({ pods }) =>
      pods
        .filter(({ manifest }) => manifest.object.kind === 'Deployment')
        .flatMap(({ manifest, spec }) =>
          listAt(spec, 'containers')
            .filter(
              (container) =>
                listAt(container, 'ports').length > 0 && valueAt(container, 'readinessProbe') === undefined,
            )
            .map((container) => ({
              manifest,
              what: `has no readiness probe for its container ${textAt(container, 'name')}`,
              cause: `services.${manifest.object.metadata.name}.port`,
            })),
        ),
  },
];

function eachContainer(judge: (container: unknown) => string | undefined): (view: TenantView) => Breach[] {
  return ({ pods }) =>
    pods.flatMap(({ manifest, containers }) =>
      containers.flatMap((container) => {
        const what = judge(container);
        return what === undefined ? [] : [{ manifest, what: `${what} (container ${textAt(container, 'name')})` }];
      }),
    );
}

type Demand = readonly [what: string, holds: (spec: Fields) => boolean];

const allowedVolumes = [
  'configMap',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
  'csi',
];

const podDemands: readonly Demand[] = [
  [
    'shares the host’s network, processes or IPC',
    (spec) =>
      ['hostNetwork', 'hostPID', 'hostIPC'].every((field) => spec[field] === undefined || spec[field] === false),
  ],
  [
    'mounts a volume of a kind that restricted pods may not',
    (spec) =>
      listAt(spec, 'volumes').every((volume) =>
        Object.keys(fieldsAt(volume)).every((key) => key === 'name' || allowedVolumes.includes(key)),
      ),
  ],
];

const containerDemands: readonly (readonly [what: string, holds: (container: unknown, pod: Fields) => boolean])[] = [
  ['may gain privileges', (container) => valueAt(container, 'securityContext', 'allowPrivilegeEscalation') === false],
  ['is privileged', (container) => valueAt(container, 'securityContext', 'privileged') !== true],
  ['keeps capabilities', (container) => isDropAll(fieldsAt(container, 'securityContext', 'capabilities'))],
  [
    'may run as root',
    (container, pod) => inherited(container, pod, 'runAsNonRoot') === true && numeric(container, pod) !== 0,
  ],
  [
    'has no seccomp profile',
    (container, pod) =>
      ['RuntimeDefault', 'Localhost'].includes(String(valueAt(inherited(container, pod, 'seccompProfile'), 'type'))),
  ],
  [
    'takes a port of the host',
    (container) => listAt(container, 'ports').every((port) => valueAt(port, 'hostPort') === undefined),
  ],
];

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

function isDropAll(capabilities: Fields): boolean {
  const added = listAt(capabilities, 'add');
  return listAt(capabilities, 'drop').includes('ALL') && added.every((each) => each === 'NET_BIND_SERVICE');
}

function inherited(container: unknown, pod: Fields, field: string): unknown {
  return valueAt(container, 'securityContext', field) ?? valueAt(pod, 'securityContext', field);
}

function numeric(container: unknown, pod: Fields): number | undefined {
  return numberAt(container, 'securityContext', 'runAsUser') ?? numberAt(pod, 'securityContext', 'runAsUser');
}
