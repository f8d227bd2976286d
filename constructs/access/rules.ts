// Access: the tenant's own people read what runs and nothing else; workloads have an identity without any rights.

import { type Fields, fieldsAt, listAt, textsAt, valueAt, valuesUnder } from '../base/fields.js';
import { names } from '../base/metadata.js';
import type { Rule } from '../base/rule.js';
import type { TenantPlan } from '../base/tenant-plan.js';
import type { Manifest, Pod, TenantView } from '../base/tenant-view.js';
import { hibernationNames, isHibernation } from '../database/mariadb/hibernation.js';
import { serverName, serversOf } from '../database/server.js';

export const accessRules: readonly Rule[] = [
  {
    code: 'check/token-mounted',
    sentence:
      'pods mount no token and run as accounts of workloads; only the job that puts a suspended MariaDB to sleep signs in anywhere',
    breaches: (view) => [
      ...view.pods
        .filter(({ manifest }) => !isHibernation(manifest, view.plan))
        .flatMap((pod) => identityBreaches(pod, view.plan).map((what) => ({ manifest: pod.manifest, what }))),
      ...view
        .ofKind('ServiceAccount')
        .filter(({ object }) => object['automountServiceAccountToken'] !== false)
        .map((manifest) => ({ manifest, what: 'lets pods mount its token' })),
    ],
  },
  {
    code: 'check/excess-rights',
    sentence:
      'the tenant’s people may read what runs, never secrets; accounts have no rights but those of the profile, and to put a suspended MariaDB to sleep',
    breaches: (view) =>
      view.manifests
        .filter((manifest) => manifest.object.kind in judges && !isHibernation(manifest, view.plan))
        .flatMap((manifest) =>
          (judges[manifest.object.kind]?.(manifest, view) ?? []).map((what) => ({ manifest, what })),
        ),
  },
];

function identityBreaches({ spec }: Pod, plan: TenantPlan): string[] {
  return [
    ...(spec['automountServiceAccountToken'] === false ? [] : ['mounts a ServiceAccount token']),
    ...(valuesUnder('serviceAccountToken', spec['volumes']).length === 0 ? [] : ['has a volume with a token']),
    ...accountBreaches(spec['serviceAccountName'] ?? spec['serviceAccount'], plan),
  ];
}

/** Ways to a cloud's role, to the secret store or to the API server; operators run each server as an account of its own name. */
function accountBreaches(account: unknown, plan: TenantPlan): string[] {
  const servers = plan.database === undefined ? [] : serversOf(plan.database).map(serverName);
  const taken: readonly unknown[] = [names.secretReader, names.backupJob, ...hibernationNames(plan), ...servers];
  return taken.includes(account) ? [`runs as the ServiceAccount ${String(account)}, which is not for workloads`] : [];
}

type Judge = (manifest: Manifest, view: TenantView) => string[];

const judges: Readonly<Record<string, Judge>> = {
  Role: ({ object }) => listAt(object, 'rules').flatMap(ruleExcess),
  RoleBinding: ({ object }, { plan, ofKind }) => [
    ...(isOwnRole(fieldsAt(object, 'roleRef'), ofKind) ? [] : ['binds a role that is not one of the tenant’s']),
    ...listAt(object, 'subjects')
      .filter((subject) => !isEntitled(fieldsAt(subject), fieldsAt(object, 'roleRef'), plan))
      .map((subject) => `gives rights to ${String(valueAt(subject, 'kind'))} ${String(valueAt(subject, 'name'))}`),
  ],
  ServiceAccount: ({ object }, { plan }) => [
    ...['imagePullSecrets', 'secrets'].filter((field) => object[field] !== undefined).map((field) => `has ${field}`),
    ...cloudRights(object.metadata.annotations ?? {}, cloudRoles[object.metadata.name]?.(plan)),
  ],
  Cluster: ({ object }, { plan }) =>
    cloudRights(fieldsAt(object, 'spec', 'serviceAccountTemplate', 'metadata', 'annotations'), backupRole(plan)),
};

const reading: ReadonlySet<string> = new Set(['get', 'list', 'watch']);
/** Subresources are ways in (`pods/exec` needs no more than `get`), but for these. */
const harmless = /^(?:[a-z]+|pods\/log|[a-z]+\/status)$/;

function ruleExcess(rule: unknown): string[] {
  const resources = textsAt(rule, 'resources');
  return [
    ...textsAt(rule, 'verbs')
      .filter((verb) => !reading.has(verb))
      .map((verb) => `allows to ${verb}`),
    ...resources.filter((each) => each === 'secrets' || !harmless.test(each)).map((each) => `allows to read ${each}`),
    ...(textsAt(rule, 'apiGroups').includes('*') ? ['holds for every API group'] : []),
    ...(valueAt(rule, 'nonResourceURLs') === undefined ? [] : ['holds for addresses of the API server itself']),
  ];
}

function isOwnRole({ kind, name }: Fields, ofKind: TenantView['ofKind']): boolean {
  return kind === 'Role' && ofKind('Role').some(({ object }) => object.metadata.name === name);
}

/** People only look: the rights to put a database to sleep are its job's alone, whose own binding is not asked for here. */
function isEntitled({ kind, name }: Fields, role: Fields, plan: TenantPlan): boolean {
  return kind === 'Group' && name === plan.viewersGroup && !hibernationNames(plan).some((own) => own === role['name']);
}

/** Annotations that give an identity of a cloud: only the one that the profile says. */
function cloudRights(annotations: Fields, own: string | undefined): string[] {
  return Object.entries(annotations)
    .filter(([key, value]) => !key.startsWith('argocd.argoproj.io/') && !(key === awsRole && value === own))
    .map(([key, value]) => `has the annotation ${key}: ${String(value)}`);
}

const awsRole = 'eks.amazonaws.com/role-arn';

/** The role of the profile that each of these ServiceAccounts may have. */
const cloudRoles: Readonly<Record<string, (plan: TenantPlan) => string | undefined>> = {
  [names.secretReader]: storeRole,
  [names.backupJob]: backupRole,
};

function storeRole({ id, cluster: { secretStore } }: TenantPlan): string | undefined {
  return secretStore.kind === 'aws' ? secretStore.roleArn.replaceAll('{tenant}', id) : undefined;
}

function backupRole({ id, cluster: { backupStore } }: TenantPlan): string | undefined {
  const credentials = backupStore?.credentials;
  return credentials?.kind === 'role' ? credentials.roleArn.replaceAll('{tenant}', id) : undefined;
}
