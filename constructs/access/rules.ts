// Access: the tenant's own people read what runs and nothing else; workloads have an identity without any rights.

import type { AccountsPart } from '../base/concern.js';
import { type Fields, fieldsAt, listAt, textsAt, valueAt, valuesUnder } from '../base/fields.js';
import { memoize } from '../base/memoize.js';
import type { Rule } from '../base/rule.js';
import type { Manifest, Pod, TenantView } from '../base/tenant-view.js';

export const accessRules: readonly Rule[] = [
  {
    code: 'check/token-mounted',
    sentence:
      'pods mount no token and run as accounts of workloads; only the job that puts a suspended MariaDB to sleep signs in anywhere',
    breaches: (view) => [
      ...view.pods
        .filter(({ manifest }) => !signsIn(manifest, view))
        .flatMap((pod) => identityBreaches(pod, view).map((what) => ({ manifest: pod.manifest, what }))),
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
        .filter((manifest) => !signsIn(manifest, view))
        .flatMap((manifest) => excessOf(manifest, view).map((what) => ({ manifest, what }))),
  },
];

const accountsOf = memoize((concerns: TenantView['concerns']): readonly AccountsPart[] =>
  concerns.flatMap(({ accounts }) => accounts ?? []),
);

function signsIn(manifest: Manifest, { plan, concerns }: TenantView): boolean {
  return accountsOf(concerns).some((accounts) => accounts.signsIn?.(manifest, plan));
}

function identityBreaches({ spec }: Pod, view: TenantView): string[] {
  return [
    ...(spec['automountServiceAccountToken'] === false ? [] : ['mounts a ServiceAccount token']),
    ...(valuesUnder('serviceAccountToken', spec['volumes']).length === 0 ? [] : ['has a volume with a token']),
    ...accountBreaches(spec['serviceAccountName'] ?? spec['serviceAccount'], view),
  ];
}

/** Ways to a cloud's role, to the secret store or to the API server. */
function accountBreaches(account: unknown, { plan, concerns }: TenantView): string[] {
  const taken: readonly unknown[] = accountsOf(concerns).flatMap(({ reserved }) => reserved?.(plan) ?? []);
  return taken.includes(account) ? [`runs as the ServiceAccount ${String(account)}, which is not for workloads`] : [];
}

function excessOf(manifest: Manifest, view: TenantView): string[] {
  const made = accountsOf(view.concerns).flatMap(({ made }) => made?.(manifest.object, view.plan) ?? []);
  return [
    ...(checks[manifest.object.kind]?.(manifest, view) ?? []),
    ...made.flatMap(({ annotations, cloudRole }) => cloudRights(annotations, cloudRole)),
  ];
}

type Check = (manifest: Manifest, view: TenantView) => string[];

const checks: Readonly<Record<string, Check>> = {
  Role: ({ object }) => listAt(object, 'rules').flatMap(ruleExcess),
  RoleBinding: ({ object }, view) => [
    ...(isOwnRole(fieldsAt(object, 'roleRef'), view.ofKind) ? [] : ['binds a role that is not one of the tenant’s']),
    ...listAt(object, 'subjects')
      .filter((subject) => !isEntitled(fieldsAt(subject), fieldsAt(object, 'roleRef'), view))
      .map((subject) => `gives rights to ${String(valueAt(subject, 'kind'))} ${String(valueAt(subject, 'name'))}`),
  ],
  ServiceAccount: ({ object }, { plan, concerns }) => [
    ...['imagePullSecrets', 'secrets'].filter((field) => object[field] !== undefined).map((field) => `has ${field}`),
    ...cloudRights(
      object.metadata.annotations ?? {},
      accountsOf(concerns)
        .map(({ cloudRole }) => cloudRole?.(plan, object.metadata.name))
        .find((role) => role !== undefined),
    ),
  ],
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

/** People only look: rights of a concern's own are its job's alone, whose own binding is not asked for here. */
function isEntitled({ kind, name }: Fields, role: Fields, { plan, concerns }: TenantView): boolean {
  const own: readonly unknown[] = accountsOf(concerns).flatMap(({ ownRoles }) => ownRoles?.(plan) ?? []);
  return kind === 'Group' && name === plan.viewersGroup && !own.includes(role['name']);
}

/** Annotations that give an identity of a cloud: only the one that the profile says. */
function cloudRights(annotations: Fields, own: string | undefined): string[] {
  return Object.entries(annotations)
    .filter(([key, value]) => !key.startsWith('argocd.argoproj.io/') && !(key === awsRole && value === own))
    .map(([key, value]) => `has the annotation ${key}: ${String(value)}`);
}

const awsRole = 'eks.amazonaws.com/role-arn';
