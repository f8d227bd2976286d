// The namespace of `tenantry serve` and what it may do: get, list and watch Applications, and no more. Which of its replicas
// reports is agreed in their database, so no right to write is needed for that either.
import type { Construct } from 'constructs';
import { Namespace, Role, RoleBinding, ServiceAccount } from '../../constructs/resources/core.js';
import { type ServeProps, serveLabels, serveMeta, serveName } from './serve-props.js';

export function addServeAccess(scope: Construct, props: ServeProps): void {
  new Namespace(scope, 'namespace', {
    metadata: {
      name: props.namespace,
      labels: {
        ...serveLabels,
        'pod-security.kubernetes.io/enforce': 'restricted',
        'pod-security.kubernetes.io/enforce-version': 'latest',
      },
    },
  });
  new ServiceAccount(scope, 'account', { metadata: serveMeta(props, serveName), automountServiceAccountToken: false });
  for (const namespace of props.argocdNamespaces) addReader(scope, props, namespace);
}

function addReader(scope: Construct, props: ServeProps, namespace: string): void {
  const reader = { ...serveMeta(props, `${serveName}-reader`), namespace };
  new Role(scope, `reader-${namespace}`, {
    metadata: reader,
    rules: [{ apiGroups: ['argoproj.io'], resources: ['applications'], verbs: ['get', 'list', 'watch'] }],
  });
  new RoleBinding(scope, `reads-${namespace}`, {
    metadata: reader,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: reader.name },
    subjects: [{ kind: 'ServiceAccount', name: serveName, namespace: props.namespace }],
  });
}
