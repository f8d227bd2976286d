// The kinds that tenants have, from the concerns' tables: what each table says holds of what is rendered.
import { describe, expect, it } from 'vitest';
import { valueAt } from '../../constructs/base/fields.js';
import { type KindKey, kindKey } from '../../constructs/base/kind.js';
import { viewTenant } from '../../constructs/base/tenant-view.js';
import { concerns } from '../../constructs/index.js';
import { kindOf, namespacedKinds, observedKinds, tenantKinds } from '../../constructs/kinds.js';
import { soundTenants } from './broken-tenant.js';

const tables = concerns.flatMap(({ kinds }) => Object.keys(kinds));
const textOf = ({ group, kind }: { readonly group: string; readonly kind: string }): string => `${group}/${kind}`;
const objects = [...soundTenants.values()].flatMap(({ manifests }) => manifests.map(({ object }) => object));

describe('the kinds of tenants', () => {
  it('are each of one concern', () => {
    expect(new Set(tables).size).toBe(tables.length);
  });

  it('are these, which AppProjects allow in this order', () => {
    expect(namespacedKinds.map(textOf)).toEqual([
      ...['/ConfigMap', '/LimitRange', '/PersistentVolumeClaim', '/ResourceQuota', '/Service', '/ServiceAccount'],
      ...['apps/Deployment', 'autoscaling/HorizontalPodAutoscaler', 'barmancloud.cnpg.io/ObjectStore'],
      ...['batch/CronJob', 'batch/Job', 'cert-manager.io/Certificate'],
      ...['external-secrets.io/ExternalSecret', 'external-secrets.io/SecretStore'],
      ...['gateway.networking.k8s.io/HTTPRoute', 'gateway.networking.k8s.io/ListenerSet'],
      'generators.external-secrets.io/Password',
      ...['k8s.mariadb.com/Database', 'k8s.mariadb.com/Grant', 'k8s.mariadb.com/MariaDB'],
      ...['k8s.mariadb.com/PhysicalBackup', 'k8s.mariadb.com/User'],
      ...['monitoring.coreos.com/PodMonitor', 'monitoring.coreos.com/PrometheusRule'],
      'monitoring.coreos.com/ServiceMonitor',
      ...['networking.k8s.io/Ingress', 'networking.k8s.io/NetworkPolicy', 'objectbucket.io/ObjectBucketClaim'],
      'policy/PodDisruptionBudget',
      ...['postgresql.cnpg.io/Backup', 'postgresql.cnpg.io/Cluster', 'postgresql.cnpg.io/Database'],
      'postgresql.cnpg.io/ScheduledBackup',
      ...['rabbitmq.com/Binding', 'rabbitmq.com/Exchange', 'rabbitmq.com/Permission', 'rabbitmq.com/Queue'],
      ...['rabbitmq.com/User', 'rabbitmq.com/Vhost'],
      ...['rbac.authorization.k8s.io/Role', 'rbac.authorization.k8s.io/RoleBinding'],
    ]);
    expect(observedKinds.map(textOf)).toEqual([
      ...['/Pod', 'acme.cert-manager.io/Challenge', 'acme.cert-manager.io/Order', 'apps/ReplicaSet'],
      ...['apps/StatefulSet', 'cert-manager.io/CertificateRequest'],
    ]);
    expect(tenantKinds.map(textOf)).toEqual(['/Namespace', ...namespacedKinds.map(textOf)]);
  });

  it('are all of the samples’ but few that no sample has', () => {
    const rendered = new Set(objects.map(kindKey));
    expect([...rendered].filter((key) => !tables.includes(key))).toEqual([]);
  });

  it('begin in the wave that their tables say', () => {
    const first = new Map<KindKey, number>();
    for (const object of objects) {
      const wave = Number(object.metadata.annotations?.['argocd.argoproj.io/sync-wave']);
      const key = kindKey(object);
      first.set(key, Math.min(wave, first.get(key) ?? wave));
    }
    const said = [...first.keys()].map((key) => [key, kindWith(key)?.wave]);
    expect([...first]).toEqual(said);
  });

  it('name fields by paths that their objects have, or that the operators default', () => {
    const wrong = tables.flatMap((key) => {
      const { identity = [], immutable = [], growsOnly = [] } = kindWith(key as KindKey) ?? {};
      return [...identity, ...immutable, ...growsOnly].filter(
        (path) => !/^(?:metadata\.name|spec|roleRef)(?:\.\w+)*$/.test(path),
      );
    });
    expect(wrong).toEqual([]);
    const lost = objects.flatMap((object) =>
      (kindWith(kindKey(object))?.growsOnly ?? []).filter(
        (path) => !path.includes('wal') && valueAt(object, ...path.split('.')) === undefined,
      ),
    );
    expect(lost).toEqual([]);
  });

  it('ask for confirmation wherever they hold data in the cluster, or keep it when their object goes', () => {
    const unguarded = tables.filter((key) => {
      const { holdsData, confirmsDeletion, retains } = kindWith(key as KindKey) ?? {};
      return holdsData === true && confirmsDeletion !== true && retains === undefined;
    });
    expect(unguarded).toEqual([]);
  });

  it('are found by rules in the order of the concerns', () => {
    for (const { plan, manifests } of soundTenants.values()) {
      const { known } = viewTenant(plan, manifests, concerns);
      expect(known).toHaveLength(manifests.length);
    }
  });
});

function kindWith(key: KindKey) {
  return kindOf({ group: key.slice(0, key.indexOf('/')), kind: key.slice(key.indexOf('/') + 1) });
}
