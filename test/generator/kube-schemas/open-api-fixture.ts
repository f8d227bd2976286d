// A cluster's descriptions in small: one built-in kind and one of a CRD, written by hand, with every word of the dialect.
const meta = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';
const quantity = 'io.k8s.apimachinery.pkg.api.resource.Quantity';
const intOrString = 'io.k8s.apimachinery.pkg.util.intstr.IntOrString';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const typed = (group: string, version: string, kind: string, spec: object, required: readonly string[] = []) => ({
  description: 'left out of the cache',
  type: 'object',
  properties: {
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { default: {}, description: 'an object’s own', allOf: [ref(meta)] },
    spec,
  },
  required,
  'x-kubernetes-group-version-kind': [{ group, version, kind }],
});

const shared = {
  [meta]: {
    type: 'object',
    properties: {
      name: { type: 'string' },
      namespace: { type: 'string' },
      labels: { type: 'object', additionalProperties: { type: 'string', default: '' } },
      creationTimestamp: { type: 'string', format: 'date-time' },
    },
  },
};

/** `apps/v1`. */
export const apps = {
  openapi: '3.0.0',
  components: {
    schemas: {
      ...shared,
      [quantity]: { oneOf: [{ type: 'string' }, { type: 'number' }] },
      [intOrString]: { format: 'int-or-string', oneOf: [{ type: 'integer' }, { type: 'string' }] },
      'io.k8s.api.apps.v1.Deployment': typed('apps', 'v1', 'Deployment', {
        type: 'object',
        required: ['selector'],
        properties: {
          replicas: { type: 'integer', format: 'int32' },
          selector: { type: 'object' },
          limits: { type: 'object', additionalProperties: ref(quantity) },
          surge: ref(intOrString),
          policy: { type: 'string', enum: ['Always', 'Never'] },
          data: { type: 'string', format: 'byte' },
          description: { type: 'string' },
        },
      }),
      'io.k8s.api.apps.v1.DeploymentList': typed('apps', 'v1', 'DeploymentList', { type: 'object' }),
      'io.k8s.api.apps.v1.DaemonSet': typed('apps', 'v1', 'DaemonSet', ref('io.k8s.api.apps.v1.DaemonSetSpec')),
      'io.k8s.api.apps.v1.DaemonSetSpec': { type: 'object' },
    },
  },
};

/** `cert-manager.io/v1`. */
export const certificates = {
  components: {
    schemas: {
      ...shared,
      'io.cert-manager.v1.Certificate': typed(
        'cert-manager.io',
        'v1',
        'Certificate',
        {
          type: 'object',
          required: ['name', 'size'],
          properties: {
            name: { type: 'string', pattern: '^[a-z]+$', maxLength: 5 },
            size: { type: 'integer', minimum: 0, exclusiveMinimum: true, default: 1 },
            amount: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
            maybe: { type: 'string', nullable: true },
            words: { type: 'object' },
            anything: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
            object: {
              type: 'object',
              'x-kubernetes-embedded-resource': true,
              properties: { spec: { type: 'string' } },
            },
            old: { type: 'string', pattern: '(?i)^re2 only$' },
            later: { type: 'string', format: 'a-format-of-tomorrow' },
            one: {
              type: 'object',
              properties: { a: { type: 'string' }, b: { type: 'string' } },
              oneOf: [{ required: ['a'] }, { required: ['b'] }],
            },
          },
        },
        ['spec'],
      ),
    },
  },
};
