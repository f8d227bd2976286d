// The quota of a tenant at its largest: everything that can run at once is admitted, and one Deployment more is not.
import { expect, it } from 'vitest';
import { besideWhatRuns, podOf, type Workload } from './at-its-largest.js';
import { type KubeClient, type KubeObject, KubeRefusal } from './kube-client.js';
import { extraTenants, type Stage } from './stage.js';

const { largestProfessional, largestEnterprise } = extraTenants;

export function testQuota(stage: Stage): void {
  it.each([largestProfessional, largestEnterprise])(
    'admits %s at its largest, and no Deployment more',
    async (tenant) => {
      const objects = stage.platform.renderedOf(tenant) as Workload[];
      const deployments = objects.filter(({ kind }) => kind === 'Deployment');
      const crowd = new Crowd(stage.clusterOf(tenant), stage.platform.namespaceOf(tenant));
      try {
        expect(await crowd.countPods()).toBeGreaterThanOrEqual(total(deployments));
        for (const object of besideWhatRuns(objects)) await crowd.add(object);
        const [another] = deployments;
        if (another === undefined) throw new Error(`${tenant} has no Deployment`);
        const more = async () => {
          for (let count = 0; count < total([another]); count++) await crowd.add(podOf(another));
        };
        await expect(more()).rejects.toSatisfy(isOverQuota);
      } finally {
        await crowd.disperse();
      }
    },
  );
}

function total(deployments: readonly Workload[]): number {
  return deployments.reduce((sum, { spec }) => sum + (spec.replicas ?? 0), 0);
}

function isOverQuota(error: unknown): boolean {
  return error instanceof KubeRefusal && error.status === 403 && error.message.includes('exceeded quota');
}

/** Objects in a tenant's namespace that no Application knows of. */
class Crowd {
  readonly #client: KubeClient;
  readonly #namespace: string;
  readonly #made: { apiVersion: string; kind: string; metadata: { name: string; namespace: string } }[] = [];

  constructor(client: KubeClient, namespace: string) {
    this.#client = client;
    this.#namespace = namespace;
  }

  async countPods(): Promise<number> {
    const pods = await this.#client.list<KubeObject & { status: { phase: string } }>({
      apiVersion: 'v1',
      kind: 'Pod',
      namespace: this.#namespace,
    });
    return pods.filter(({ status }) => status.phase === 'Running').length;
  }

  async add({ apiVersion = '', kind = '', ...object }: KubeObject): Promise<void> {
    const metadata = { name: `crowd-${this.#made.length}`, namespace: this.#namespace };
    await this.#client.create({ apiVersion, kind, ...object, metadata });
    this.#made.push({ apiVersion, kind, metadata });
  }

  async disperse(): Promise<void> {
    for (const each of this.#made) await this.#client.delete(each);
  }
}
