// Pods: Pod Security `restricted`, and what is wanted beyond it. Operators make pods too: what their objects say of those is judged alike.
import { isFixedImage } from '../../load/fixed-image.js';
import { type Fields, fieldsAt, listAt, quantityAt, textAt, valueAt } from '../fields.js';
import { type Breach, missing, type Rule } from '../rule.js';
import type { TenantView } from '../tenant-view.js';
import { operatorContainers, unsecuredPods } from './operator-pods.js';
import { restrictedBreaches } from './restricted.js';

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

function eachContainer(judge: (container: unknown) => string | undefined): (view: TenantView) => Breach[] {
  return ({ pods }) =>
    pods.flatMap(({ manifest, containers }) =>
      containers.flatMap((container) => {
        const what = judge(container);
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

const serverImages = { Cluster: 'imageName', MariaDB: 'image' } as const;

function movingServerImages({ ofKind }: TenantView): Breach[] {
  return Object.entries(serverImages).flatMap(([kind, field]) =>
    ofKind(kind).flatMap((manifest) => {
      const what = movingImage(textAt(manifest.object, 'spec', field));
      return what === undefined ? [] : [{ manifest, what, cause: 'database.image' }];
    }),
  );
}

function movingImage(image = '(none)'): string | undefined {
  return isFixedImage(image) ? undefined : `runs ${image}, which may change under its name`;
}

function hasProbe(container: unknown): boolean {
  const probe: Fields = fieldsAt(container, 'readinessProbe');
  return ['httpGet', 'exec', 'tcpSocket', 'grpc'].some((field) => probe[field] !== undefined);
}
