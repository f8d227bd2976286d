import { describe, it } from 'vitest';
import { expectBreak, expectNeeded } from '../broken-tenant.js';

const pod = 'spec.template.spec';
const container = `${pod}.containers.0`;
const sound = {
  name: 'debug',
  image: 'registry.example/debug:1.0.0',
  resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '100m', memory: '128Mi' } },
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  },
};

describe('pod rules', () => {
  it.each([
    [`${pod}.hostNetwork`, true],
    [`${pod}.hostNetwork`, 'true'],
    [`${pod}.hostPID`, 1],
    [`${pod}.hostIPC`, true],
    [`${pod}.volumes.1`, { name: 'host', hostPath: { path: '/' } }],
    [`${pod}.volumes`, { name: 'host', hostPath: { path: '/' } }],
    [`${pod}.securityContext.sysctls`, [{ name: 'kernel.msgmax', value: '1' }]],
    [`${pod}.securityContext.runAsNonRoot`, undefined],
    [`${pod}.securityContext.runAsNonRoot`, 'true'],
    [`${pod}.securityContext.runAsUser`, 0],
    [`${pod}.securityContext.runAsUser`, '0'],
    [`${pod}.securityContext.seccompProfile`, undefined],
    [`${pod}.securityContext.seLinuxOptions`, { type: 'spc_t' }],
    [`${pod}.securityContext.windowsOptions`, { hostProcess: true }],
    [`${container}.securityContext.seccompProfile`, { type: 'Unconfined' }],
    [`${container}.securityContext.appArmorProfile`, { type: 'Unconfined' }],
    [`${container}.securityContext.privileged`, true],
    [`${container}.securityContext.privileged`, 'yes'],
    [`${container}.securityContext.runAsNonRoot`, false],
    [`${container}.securityContext.runAsUser`, 0],
    [`${container}.securityContext.allowPrivilegeEscalation`, undefined],
    [`${container}.securityContext.procMount`, 'Unmasked'],
    [`${container}.securityContext.capabilities.drop`, ['NET_RAW']],
    [`${container}.securityContext.capabilities.add`, ['SYS_ADMIN']],
    [`${container}.ports.0.hostPort`, 8080],
    [`${pod}.initContainers`, [{ ...sound, securityContext: { ...sound.securityContext, privileged: true } }]],
    [`${pod}.ephemeralContainers`, [{ ...sound, securityContext: { ...sound.securityContext, privileged: true } }]],
  ])('find a pod with %s: %j', (path, value) => {
    expectBreak({ code: 'check/pod-not-restricted', object: 'Deployment api', set: [[path, value]] });
  });

  it('find a Job whose pod is not restricted', () => {
    const set = [[`${container}.securityContext.privileged`, true]] as const;
    expectBreak({ code: 'check/pod-not-restricted', object: 'Job migrate-*', set });
  });

  it('find a Namespace that does not enforce it', () => {
    const enforce = ['metadata', 'labels', 'pod-security.kubernetes.io/enforce'];
    for (const level of ['baseline', 'privileged', undefined])
      expectBreak({ code: 'check/pod-not-restricted', object: 'Namespace tenant-acme-auto', set: [[enforce, level]] });
  });

  it('find that there is no Namespace at all', () => {
    expectNeeded('check/pod-not-restricted', 'Namespace tenant-acme-auto', 'ConfigMap size-*');
  });

  it.each([
    ['Deployment api', `${container}.resources`, undefined],
    ['Deployment api', `${container}.resources.limits.memory`, undefined],
    ['Deployment api', `${container}.resources.requests.cpu`, 'some'],
    ['Deployment api', `${pod}.ephemeralContainers`, [{ ...sound, resources: undefined }]],
    ['Cluster postgres', 'spec.resources', undefined],
    ['ObjectStore backups', 'spec.instanceSidecarConfiguration', undefined],
  ])('find that %s has no resources at %s', (object, path, value) => {
    expectBreak({ code: 'check/no-resources', object, set: [[path, value]] });
  });

  it.each([
    ['Deployment api', `${container}.securityContext.readOnlyRootFilesystem`, undefined],
    ['Deployment api', `${container}.securityContext.readOnlyRootFilesystem`, 'true'],
    [
      'Deployment api',
      `${pod}.initContainers`,
      [{ ...sound, securityContext: { ...sound.securityContext, readOnlyRootFilesystem: false } }],
    ],
  ])('find that %s can write to its root: %s', (object, path, value) => {
    expectBreak({ code: 'check/writable-root', object, set: [[path, value]] });
  });

  it.each([
    ['Deployment api', `${container}.image`, 'registry.example:5000/workshop/api'],
    ['Deployment api', `${container}.image`, 'registry.example/workshop/api:latest'],
    ['Deployment api', `${container}.image`, undefined],
    ['Deployment api', `${pod}.initContainers`, [{ ...sound, image: 'debug' }]],
    ['Cluster postgres', 'spec.imageName', undefined],
    ['Cluster postgres', 'spec.imageName', 'ghcr.io/cloudnative-pg/postgresql:latest'],
  ])('find that %s runs a moving image: %s %s', (object, path, value) => {
    expectBreak({ code: 'check/image-not-fixed', object, set: [[path, value]] });
  });

  it.each([undefined, {}, { periodSeconds: 5 }])('find a service whose readiness probe is %j', (probe) => {
    expectBreak({ code: 'check/no-probe', object: 'Deployment api', set: [[`${container}.readinessProbe`, probe]] });
  });
});
