// The tenants that one source commit changed last, counted by state. A change costs the same for ten tenants and for ten thousand.
import type { TenantState } from '../../status/tenant-status.js';
import { type CommitTenant, groupOf, groups, stateOrder } from './commit-tenant.js';
import type { CommitFacts } from './payload.js';

/** Deployments of one commit: each costs several of the few hundred writes that GitHub takes in an hour. */
const mostDeployments = 50;

export class CommitProgress {
  readonly #commit: string;
  readonly #tenants = new Map<string, CommitTenant>();
  readonly #byState = new Map<TenantState, Set<string>>(stateOrder.map((state) => [state, new Set()]));
  /** At rest, with something that people should know. */
  readonly #noted = new Set<string>();
  readonly #deployed = new Set<string>();
  /** Left for a newer commit after they had arrived, and before. */
  readonly #left = { arrived: 0, superseded: 0 };

  constructor(commit: string) {
    this.#commit = commit;
  }

  get isEmpty(): boolean {
    return this.#tenants.size === 0;
  }

  put(tenant: CommitTenant): void {
    this.#drop(tenant.tenant);
    this.#tenants.set(tenant.tenant, tenant);
    this.#byState.get(tenant.state)?.add(tenant.tenant);
    if (groupOf(tenant.state) === 'resting' && tenant.hint !== undefined) this.#noted.add(tenant.tenant);
    if (this.#deployed.size < mostDeployments) this.#deployed.add(tenant.tenant);
  }

  /** A newer commit has the tenant, or it is gone. True where that is news for who looks at this commit. */
  leave(tenant: string): boolean {
    const found = this.#tenants.get(tenant);
    if (found === undefined) return false;
    this.#drop(tenant);
    const arrived = groupOf(found.state) === 'resting';
    this.#left[arrived ? 'arrived' : 'superseded'] += 1;
    return !arrived;
  }

  hasDeployment(tenant: string): boolean {
    return this.#deployed.has(tenant);
  }

  tryFind(tenant: string): CommitTenant | undefined {
    return this.#tenants.get(tenant);
  }

  /** `most` that fail or say what to do are listed; and of a commit with no more than `allUpTo` tenants, all others too. */
  facts({ most, allUpTo }: { readonly most: number; readonly allUpTo: number }): CommitFacts {
    const isLong = this.#tenants.size > allUpTo;
    const states = (isLong ? groups.failing : stateOrder).map((state) => this.#byState.get(state) ?? []);
    const shown = isLong ? [...states, this.#noted] : states;
    const listed = shown.flatMap((tenants) => this.#first(tenants, most)).slice(0, most);
    return { commit: this.#commit, counts: this.#counts(), listed };
  }

  #drop(tenant: string): void {
    const found = this.#tenants.get(tenant);
    if (found === undefined) return;
    this.#tenants.delete(tenant);
    this.#byState.get(found.state)?.delete(tenant);
    this.#noted.delete(tenant);
  }

  /** The first to come there, so that a list stays as it is while more arrive. */
  #first(tenants: Iterable<string>, most: number): Omit<CommitTenant, 'region'>[] {
    const shown: Omit<CommitTenant, 'region'>[] = [];
    for (const tenant of tenants) {
      if (shown.length === most) break;
      const found = this.#tenants.get(tenant);
      if (found === undefined) continue;
      const { region: _region, ...listed } = found;
      shown.push(listed);
    }
    return shown.sort((one, other) => (one.tenant < other.tenant ? -1 : 1));
  }

  #counts(): CommitFacts['counts'] {
    const exact = {
      ...Object.fromEntries([...this.#byState].map(([state, tenants]) => [state, tenants.size])),
      superseded: this.#left.superseded,
      live: (this.#byState.get('live')?.size ?? 0) + this.#left.arrived,
    };
    const counts = Object.entries(this.#isMoving ? rounded(exact) : exact);
    return Object.fromEntries(counts.filter(([, count]) => count > 0));
  }

  get #isMoving(): boolean {
    return groups.moving.some((state) => (this.#byState.get(state)?.size ?? 0) > 0);
  }
}

/** A count that is on its way moves in about as many steps as there are here, not in one for each tenant. */
const steps = 50;

/** Downwards, so that nothing is told that has not happened; the rest is still progressing. */
function rounded(counts: Readonly<Record<string, number>>): Record<string, number> {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const step = Math.max(1, Math.floor(total / steps));
  const down = Object.fromEntries(
    Object.entries(counts).map(([state, count]) => [state, count < steps / 2 ? count : count - (count % step)]),
  );
  const others = Object.entries(down).reduce((sum, [state, count]) => (state === 'progressing' ? sum : sum + count), 0);
  return { ...down, progressing: total - others };
}
