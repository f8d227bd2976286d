// Policy beyond pods: scaling, disruption, jobs, backups, deletion, secrets in plain sight, the marker.
import { names } from '../../../constructs/names.js';
import type { Manifest } from '../../synth/manifest.js';
import { fieldsAt, listAt, numberAt, textAt, valueAt } from '../fields.js';
import type { Breach, Rule } from '../rule.js';
import type { TenantView } from '../tenant-view.js';

export const policyRules: readonly Rule[] = [
  {
    code: 'check/replicas-beside-hpa',
    sentence: 'a Deployment with an HPA sets no replicas: Argo CD and the HPA would undo each other',
    breaches: ({ ofKind }) => {
      const scaled = new Set(
        ofKind('HorizontalPodAutoscaler').map(({ object }) => textAt(object, 'spec', 'scaleTargetRef', 'name')),
      );
      return ofKind('Deployment')
        .filter(({ object }) => scaled.has(object.metadata.name) && valueAt(object, 'spec', 'replicas') !== undefined)
        .map((manifest) => ({
          manifest,
          what: 'sets replicas beside its HPA',
          cause: `services.${manifest.object.metadata.name}.replicas`,
        }));
    },
  },
  {
    code: 'check/blocking-pdb',
    sentence: 'a disruption budget lets at least one pod go, or no node can be drained',
    breaches: (view) =>
      view
        .ofKind('PodDisruptionBudget')
        .filter((manifest) => blocksDrains(manifest, view))
        .map((manifest) => ({ manifest, what: 'lets no pod go' })),
  },
  {
    code: 'check/job-ttl',
    sentence: 'a Job has no ttlSecondsAfterFinished: self-heal would run it again for ever',
    breaches: ({ ofKind }) =>
      ofKind('Job')
        .filter(({ object }) => valueAt(object, 'spec', 'ttlSecondsAfterFinished') !== undefined)
        .map((manifest) => ({ manifest, what: 'deletes itself' })),
  },
  {
    code: 'check/backup-cron',
    sentence: 'a ScheduledBackup has a six-field cron and the method plugin',
    breaches: ({ ofKind }) =>
      ofKind('ScheduledBackup').flatMap((manifest) => {
        const schedule = textAt(manifest.object, 'spec', 'schedule') ?? '';
        const method = textAt(manifest.object, 'spec', 'method');
        return [
          ...(schedule.split(' ').length === 6
            ? []
            : [{ manifest, what: `has the schedule ${schedule}`, cause: 'database.backup.schedule' }]),
          ...(method === 'plugin' ? [] : [{ manifest, what: `has the method ${method ?? '(default)'}` }]),
        ];
      }),
  },
  {
    code: 'check/unguarded-deletion',
    sentence: 'Namespaces, databases and volumes ask for confirmation before they are pruned or deleted',
    breaches: ({ ofKind }) =>
      ['Namespace', 'Cluster', 'PersistentVolumeClaim', 'MariaDB']
        .flatMap(ofKind)
        .filter((manifest) => !isGuarded(manifest))
        .map((manifest) => ({ manifest, what: 'can be deleted without confirmation' })),
  },
  {
    code: 'check/secret-in-git',
    sentence: 'values that look like secrets come from the secret store, never from git',
    breaches: ({ ofKind, pods }) => [
      ...ofKind('Secret').map((manifest) => ({ manifest, what: 'would be a secret in git' })),
      ...ofKind('ConfigMap').flatMap((manifest) =>
        Object.entries(fieldsAt(manifest.object, 'data')).flatMap(([key, value]) =>
          looksSecret(key, value) ? [plainSecret(manifest, key)] : [],
        ),
      ),
      ...pods.flatMap(({ manifest, containers }) =>
        containers.flatMap((container) =>
          listAt(container, 'env').flatMap((variable) => {
            const name = textAt(variable, 'name') ?? '';
            return looksSecret(name, valueAt(variable, 'value')) ? [plainSecret(manifest, name)] : [];
          }),
        ),
      ),
    ],
  },
  {
    code: 'check/marker-missing',
    sentence: 'each tenant has one marker with the digest of its other manifests',
    breaches: ({ manifests, ofKind }) => {
      const markers = ofKind('ConfigMap').filter(
        ({ object }) =>
          object.metadata.name === names.marker && /^[0-9a-f]{64}$/.test(textAt(object, 'data', 'digest') ?? ''),
      );
      const [first] = manifests;
      return markers.length === 1 || first === undefined
        ? []
        : [{ manifest: first, what: `comes with ${markers.length} markers` }];
    },
  },
];

function blocksDrains({ object }: Manifest, view: TenantView): boolean {
  const unavailable = valueAt(object, 'spec', 'maxUnavailable');
  if (unavailable !== undefined) return unavailable === 0 || unavailable === '0%';
  const available = valueAt(object, 'spec', 'minAvailable');
  if (typeof available !== 'number') return available === '100%';
  const target = view
    .ofKind('Deployment')
    .find(
      (each) =>
        JSON.stringify(valueAt(each.object, 'spec', 'selector')) ===
        JSON.stringify(valueAt(object, 'spec', 'selector')),
    );
  return available >= (numberAt(target?.object, 'spec', 'replicas') ?? 1);
}

function isGuarded({ object }: Manifest): boolean {
  const options = object.metadata.annotations?.['argocd.argoproj.io/sync-options']?.split(',') ?? [];
  return options.includes('Prune=confirm') && options.includes('Delete=confirm');
}

const secretName = /(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|CREDENTIALS?)$/;
const secretValue =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----|^(?:ghp|gho|ghs|github_pat|glpat|xox[abpr]|sk_live|AKIA)[-_A-Za-z0-9]{12,}|:\/\/[^/\s:@]+:[^/\s:@]+@/;

function looksSecret(name: string, value: unknown): boolean {
  return typeof value === 'string' && value !== '' && (secretName.test(name.toUpperCase()) || secretValue.test(value));
}

function plainSecret(manifest: Manifest, variable: string): Breach {
  const owner = manifest.object.metadata.labels?.['app.kubernetes.io/name'] ?? '';
  return { manifest, what: `holds ${variable} in plain sight`, cause: `services.${owner}.env.${variable}` };
}
