// What all end-to-end tests share: the clusters, the platform of this run, its Applications, and the newest commit.
import { Applications } from './applications.js';
import type { ControlPlane } from './control-plane.js';
import { eventually } from './eventually.js';
import type { KubeClient, KubeObject } from './kube-client.js';
import { SamplePlatform } from './sample-platform.js';

const refresh = 'argocd.argoproj.io/application-set-refresh';

/** Tenants beside the sample ones. */
export const extraTenants = {
  /** Everything at its tier's ceilings. */
  largestProfessional: 'largest-professional',
  largestEnterprise: 'largest-enterprise',
  /** Offboarded so long ago that it may go as soon as its file does. */
  leaving: 'leaving',
  /** Of the largest tier, to go to a smaller one and back. */
  resizing: 'resizing',
} as const;

export class Stage {
  readonly plane: ControlPlane;
  readonly platform = new SamplePlatform();
  readonly applications: Applications;

  constructor(plane: ControlPlane) {
    this.plane = plane;
    this.applications = new Applications(plane.home, this.platform.repository);
  }

  /** Reads an object of a tenant in the tenant's cluster. */
  async tryRead<Kind extends KubeObject>(
    tenant: string,
    [apiVersion, kind, name]: readonly [apiVersion: string, kind: string, name: string],
  ): Promise<Kind | undefined> {
    const namespace = kind === 'Namespace' ? {} : { namespace: this.platform.namespaceOf(tenant) };
    return this.clusterOf(tenant).tryRead<Kind>({ apiVersion, kind, metadata: { name, ...namespace } });
  }

  /** The cluster that a tenant lives in, as the index tells. */
  clusterOf(tenant: string): KubeClient {
    const entry = this.platform.index().find((each) => each.tenant === tenant);
    const cluster = Object.entries(this.plane.clusters).find(([name]) => name === entry?.cluster);
    if (cluster === undefined) throw new Error(`the index knows no cluster of ${tenant}`);
    return cluster[1];
  }

  /** Publishes, and waits until these tenants are at rest on the commit. */
  async rollOut(tenants: readonly string[], seconds = 300): Promise<string> {
    const commit = await this.platform.commit();
    await this.settled(tenants, commit, seconds);
    return commit;
  }

  settled(tenants: readonly string[], commit: string, seconds = 300) {
    return this.applications.settled(
      tenants.map((tenant) => this.platform.namespaceOf(tenant)),
      commit,
      seconds,
    );
  }

  /** Lets every ApplicationSet read the index now, and waits until each has: it then takes the request off (3.2). */
  async refreshApplicationSets(): Promise<void> {
    const { home } = this.plane;
    const sets = { apiVersion: 'argoproj.io/v1alpha1', kind: 'ApplicationSet', namespace: 'argocd' };
    const labels = `tenantry.dev/platform=${this.platform.name}`;
    const asked = async () =>
      (await home.list<KubeObject>({ ...sets, labels })).map(({ kind = '', apiVersion = '', metadata = {} }) => ({
        reference: { kind, apiVersion, metadata: { name: metadata.name ?? '', namespace: metadata.namespace ?? '' } },
        waiting: metadata.annotations?.[refresh] !== undefined,
      }));
    for (const { reference } of await asked())
      await home.merge(reference, { metadata: { annotations: { [refresh]: 'true' } } });
    await eventually('the ApplicationSets to read the index', 300, async () => {
      const waiting = (await asked()).filter((each) => each.waiting).map(({ reference }) => reference.metadata.name);
      return { value: waiting.length === 0 || undefined, seen: waiting.join(', ') };
    });
  }

  /** The digest that the tenant's marker holds in its cluster. */
  async markerOf(tenant: string): Promise<string | undefined> {
    const marker = await this.tryRead<KubeObject & { data: { digest: string } }>(tenant, [
      'v1',
      'ConfigMap',
      'tenantry-marker',
    ]);
    return marker?.data.digest;
  }

  /** The digest that the index entry of a tenant names. */
  publishedDigestOf(tenant: string): string | undefined {
    return this.platform.index().find((each) => each.tenant === tenant)?.digest;
  }
}
