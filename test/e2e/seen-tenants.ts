// What Tenantry says of tenants while the tests change them: a fleet that watches the real cluster, and everything that it told.

import { connectToCluster, type KubeConnection } from '../../generator/kube-schemas/kube-connection.js';
import { openRepository } from '../../generator/publish/open-repository.js';
import type { FleetTiming } from '../../poller/fleet/fleet-watch.js';
import { FleetWatch } from '../../poller/fleet/fleet-watch.js';
import { PublishedHistory } from '../../poller/fleet/published-history.js';
import type { TenantState, TenantStatus } from '../../poller/status/tenant-status.js';
import { ArgoCdApi } from '../../poller/watch/argocd-api.js';
import { eventually } from './eventually.js';
import type { SamplePlatform } from './sample-platform.js';

export class SeenTenants {
  /** In the order in which they were told. */
  readonly told: TenantStatus[] = [];
  readonly #stop = new AbortController();
  readonly #watch: FleetWatch;
  #ended: Promise<void> | undefined;

  private constructor(
    platform: SamplePlatform,
    history: PublishedHistory,
    connection: KubeConnection,
    timing: FleetTiming,
  ) {
    const url = process.env.ARGOCD_URL ?? '';
    this.#watch = new FleetWatch({
      platform: platform.name,
      history,
      timing: { git: 500, ...timing },
      sources: [
        { argocd: 'home', namespace: 'argocd', connection, ...(url === '' ? {} : { api: new ArgoCdApi({ url }) }) },
      ],
      now: () => new Date().toISOString(),
      errorGrace: 600,
      changed: (statuses) => this.told.push(...statuses),
    });
  }

  /** Watches through the kubeconfig that the environment names now. */
  static async start(platform: SamplePlatform, timing: FleetTiming = {}): Promise<SeenTenants> {
    const location = platform.repositoryFolder;
    const history = new PublishedHistory(await openRepository({ location, branch: 'main', history: true }));
    await history.refresh();
    const seen = new SeenTenants(platform, history, await connectToCluster(), timing);
    seen.#ended = seen.#watch.run(seen.#stop.signal);
    return seen;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#ended;
  }

  find(tenant: string): TenantStatus | undefined {
    return this.#watch.fleet.statuses.get(tenant);
  }

  /** Waits until a tenant is in a state; with `so` also that it says so. */
  async until(
    tenant: string,
    state: TenantState,
    so: (status: TenantStatus) => boolean = () => true,
  ): Promise<TenantStatus> {
    return eventually(`${tenant} to be ${state}`, patience, async () => {
      const status = this.find(tenant);
      const value = status?.state === state && so(status) ? status : undefined;
      return { value, seen: describe(status) };
    });
  }
}

/** Seconds: a busy machine takes minutes for what is done in ten seconds otherwise. */
const patience = 420;

function describe(status: TenantStatus | undefined): string {
  if (status === undefined) return 'nothing';
  const steps = status.steps.map(({ name, state, error }) => `${name} ${state} ${error ?? ''}`);
  return [`${status.state}: ${status.summary}`, ...steps].join('\n');
}
