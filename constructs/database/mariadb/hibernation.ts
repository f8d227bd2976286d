// How the MariaDB of a suspended tenant goes to sleep. mariadb-operator has no word for it, and brings a server without replicas back
// (its issue #356), so a Job does what its documentation ("Suspend reconciliation") has a person do. Part of the concern database.

import { isDeepStrictEqual } from 'node:util';
import type { k8s } from 'cdk8s-plus-29';
import { jobName } from '../../base/digest.js';
import { type Identity, selectorLabels } from '../../base/metadata.js';
import { plainData } from '../../base/plain-data.js';
import { containerOf, restrictedPod } from '../../base/pod.js';
import type { TenantProps } from '../../base/tenant.js';
import type { TenantPlan } from '../../base/tenant-plan.js';
import type { Manifest } from '../../base/tenant-view.js';
import { type DatabaseProps, tryBackups } from '../schema.js';
import { serverName, serversOf } from '../server.js';
import { lastBackupLabel, mariadbNames } from './names.js';
import { hibernationJob } from './server.js';

export type SleepyTenant = Identity &
  Pick<TenantProps, 'lifecycle' | 'database'> & {
    readonly cluster: Pick<TenantProps['cluster'], 'kubectlImage' | 'backupStore'>;
  };

/** The bodies of the objects that put one server to sleep. */
export interface Hibernation {
  /** Of account, Role and binding. */
  readonly name: string;
  readonly role: { readonly rules: k8s.PolicyRule[] };
  readonly binding: { readonly roleRef: k8s.RoleRef; readonly subjects: k8s.Subject[] };
  readonly job: { readonly name: string; readonly spec: k8s.JobSpec };
}

/** For each server of a tenant that is not active; none for other databases. */
export function hibernationsOf(tenant: SleepyTenant): Hibernation[] {
  const isBackedUp = tryBackups(tenant) !== undefined;
  return sleepingServers(tenant).map((server) => {
    const name = hibernationName(server);
    const spec = jobSpec(tenant, server, isBackedUp && server === tenant.database);
    return {
      name,
      role: { rules: rulesOf(serverName(server)) },
      binding: {
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
        subjects: [{ kind: 'ServiceAccount', name, namespace: tenant.namespace }],
      },
      job: { name: jobName(name, spec), spec },
    };
  });
}

/** Their names alone, for those who ask of many objects whether they are of one. */
export function hibernationNames(tenant: Pick<TenantProps, 'lifecycle' | 'database'>): string[] {
  return sleepingServers(tenant).map(hibernationName);
}

function sleepingServers({ lifecycle, database }: Pick<TenantProps, 'lifecycle' | 'database'>): DatabaseProps[] {
  return lifecycle === 'active' || database?.engine !== 'mariadb' ? [] : serversOf(database);
}

function hibernationName(server: DatabaseProps): string {
  return mariadbNames.hibernation(serverName(server));
}

/** What the Job may do: with the server's own objects by their names, and see how its last backup is. */
function rulesOf(server: string): k8s.PolicyRule[] {
  const named = (resources: string, name: string, verb: string) => ({
    resources: [resources],
    resourceNames: [name],
    verbs: [...reading, verb],
  });
  return [
    { apiGroups: [operator], resources: ['physicalbackups'], verbs: [...reading] },
    { apiGroups: [operator], ...named('mariadbs', server, 'patch') },
    { apiGroups: ['apps'], ...named('statefulsets', server, 'delete') },
    { apiGroups: ['apps'], ...named('deployments', mariadbNames.exporter(server), 'delete') },
  ];
}

/**
 * One step after the other, each a command without a shell, and each safe to repeat: wants the last backup to end well, where there is one;
 * has the operator leave the server alone; and when it does, removes what runs. The operator makes both anew when it is let back in, and
 * their volume stays (tried with mariadb-operator 25.10.4).
 */
function jobSpec(tenant: SleepyTenant, database: DatabaseProps, isBackedUp: boolean): k8s.JobSpec {
  const name = hibernationName(database);
  const containers = stepsOf(serverName(database), isBackedUp).map(([step, ...args]) =>
    containerOf(step, { ...kubectl, image: tenant.cluster.kubectlImage, args }, failing),
  );
  return {
    backoffLimit: 3,
    activeDeadlineSeconds: 13 * 60 * 60,
    template: {
      metadata: { labels: selectorLabels(tenant, name) },
      spec: {
        serviceAccountName: name,
        automountServiceAccountToken: true,
        enableServiceLinks: false,
        restartPolicy: 'Never',
        securityContext: restrictedPod(nobody),
        initContainers: containers.slice(0, -1),
        containers: containers.slice(-1),
      },
    },
  };
}

const operator = 'k8s.mariadb.com';
const reading = ['get', 'list', 'watch'] as const;
/** What a failed step said last is then in its pod's status. */
const failing = { terminationMessagePolicy: 'FallbackToLogsOnError' } as const;
/** The image names no user. */
const nobody = 65_534;
const kubectl = { scratch: [], secretEnv: [], resources: hibernationJob } as const;

type Step = readonly [name: string, ...args: string[]];

function stepsOf(server: string, isBackedUp: boolean): Step[] {
  const resource = `mariadbs.${operator}/${server}`;
  const say = (suspend: boolean) => ['patch', resource, '--type=merge', `--patch={"spec":{"suspend":${suspend}}}`];
  const isLeftAlone = '--for=jsonpath={.status.conditions[?(@.type=="Ready")].reason}=Suspended';
  const runs = [`statefulset/${server}`, `deployment/${mariadbNames.exporter(server)}`];
  return [
    // A server that sleeps already, and whose Job is another now, could never be backed up. It must be up before it is put to sleep
    // again, or what the operator said of the last time would be taken for its answer.
    ...(isBackedUp
      ? [
          ['wake', ...say(false)] as const,
          ['await-server', 'wait', resource, '--for=condition=Ready', '--timeout=12h'] as const,
          ...backupSteps(server),
        ]
      : []),
    ['suspend', ...say(true)],
    ['await-operator', 'wait', resource, isLeftAlone, '--timeout=10m'],
    ['stop', 'delete', ...runs, '--ignore-not-found', '--cascade=foreground', '--timeout=10m'],
  ];
}

/**
 * Of what is deleted one day this is the last copy, so a server whose last backup has failed stays awake; the operator calls that one
 * complete too. By a label, since the name changes with the store: then the Job stays as it is, and wakes nobody.
 */
function backupSteps(server: string): Step[] {
  const last = ['wait', `physicalbackups.${operator}`, `--selector=${lastBackupLabel}=${server}`];
  const hasSucceeded = '--for=jsonpath={.status.conditions[?(@.type=="Complete")].reason}=JobComplete';
  return [
    ['await-backup', ...last, '--for=condition=Complete', '--timeout=12h'],
    ['check-backup', ...last, hasSucceeded, '--timeout=10s'],
  ];
}

/** Whether it is one of them, and says nothing else than it has to. */
export function isHibernation({ object }: Manifest, plan: TenantPlan): boolean {
  const bodyOf = bodies[object.kind];
  if (bodyOf === undefined || !hibernationNames(plan).some((name) => object.metadata.name.startsWith(name)))
    return false;
  return hibernationsOf(plan)
    .map(bodyOf)
    .some(
      ({ name, ...body }) =>
        name === object.metadata.name &&
        Object.entries(body).every(([field, value]) => isDeepStrictEqual(object[field], plainData(value))),
    );
}

const bodies: Readonly<
  Record<string, (each: Hibernation) => { readonly name: string; readonly [field: string]: unknown }>
> = {
  Role: ({ name, role }) => ({ name, ...role }),
  RoleBinding: ({ name, binding }) => ({ name, ...binding }),
  Job: ({ job }) => ({ ...job }),
};
