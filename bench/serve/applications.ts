// Applications as Argo CD would have written them, for tenants that a benchmark has published; made on the API server of KUBECONFIG.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CustomObjectsApi, KubeConfig, PatchStrategy, setHeaderOptions } from '@kubernetes/client-node';
import type { IndexEntry } from '../../argocd/index-entry.js';

const kind = { group: 'argoproj.io', version: 'v1alpha1', namespace: 'argocd', plural: 'applications' } as const;
const mergePatch = setHeaderOptions('Content-Type', PatchStrategy.MergePatch);
/** Requests under way at once. */
const together = 16;

type Json = Record<string, unknown>;

export class BenchApplications {
  readonly #api: CustomObjectsApi;
  readonly #platform: string;
  /** One that a real Argo CD 3.2 wrote. */
  readonly #sample: Json;

  constructor(platform: string) {
    const config = new KubeConfig();
    config.loadFromDefault();
    this.#api = config.makeApiClient(CustomObjectsApi);
    this.#platform = platform;
    const recordings = join(import.meta.dirname, '..', '..', '..', 'test', 'poller', 'status', 'recorded');
    this.#sample = JSON.parse(readFileSync(join(recordings, 'arrived.json'), 'utf8')).application;
  }

  /** One for each tenant, synced to the commit and healthy. */
  async create(entries: readonly IndexEntry[], commit: string): Promise<void> {
    await this.#each(entries, (entry) =>
      this.#api.createNamespacedCustomObject({ ...kind, body: this.#bodyOf(entry, commit) }),
    );
  }

  async patch(name: string, body: object): Promise<void> {
    await this.#api.patchNamespacedCustomObject({ ...kind, name, body }, mergePatch);
  }

  async remove(entries: readonly IndexEntry[]): Promise<void> {
    await this.#each(entries, ({ namespace }) => this.#api.deleteNamespacedCustomObject({ ...kind, name: namespace }));
  }

  async #each(entries: readonly IndexEntry[], ask: (entry: IndexEntry) => Promise<unknown>): Promise<void> {
    const rest = [...entries];
    const work = async () => {
      for (let entry = rest.pop(); entry !== undefined; entry = rest.pop()) await ask(entry);
    };
    await Promise.all(Array.from({ length: together }, work));
  }

  #bodyOf(entry: IndexEntry, commit: string): Json {
    const { tenant, namespace, cluster, region, product, tier, ring, lifecycle, displayName, url } = entry;
    const text = JSON.stringify(this.#sample)
      .replaceAll(String(sampleRevision(this.#sample)), commit)
      .replaceAll('tenant-acme-auto', namespace)
      .replaceAll('acme-auto', tenant);
    const { spec, status } = JSON.parse(text) as { spec: Json; status: Json };
    const labels = { tenant, cluster, region, product, tier, ring, lifecycle, platform: this.#platform };
    return {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: {
        name: namespace,
        labels: {
          'app.kubernetes.io/managed-by': 'tenantry',
          ...Object.fromEntries(Object.entries(labels).map(([key, value]) => [`tenantry.dev/${key}`, value])),
        },
      },
      spec: {
        ...spec,
        info: [
          { name: 'Tenant', value: displayName },
          { name: 'Address', value: url },
        ],
      },
      status,
    };
  }
}

function sampleRevision({ status }: Json): unknown {
  return ((status as Json)['sync'] as Json)['revision'];
}
