// Argo CD's Applications as the tests see them: what state they are in, whether they are at rest, and what is wrong with them.
import { eventually } from './eventually.js';
import type { KubeClient, KubeObject } from './kube-client.js';

/** The fields that the tests read (argoproj.io/v1alpha1). */
export interface Application extends KubeObject {
  readonly metadata: {
    readonly name: string;
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
    readonly deletionTimestamp?: Date;
  };
  readonly spec: {
    readonly info?: readonly { readonly name: string; readonly value: string }[];
    readonly source: { readonly repoURL: string };
  };
  readonly operation?: object;
  readonly status?: {
    readonly sync?: { readonly status: string; readonly revision?: string };
    readonly health?: { readonly status: string };
    readonly operationState?: Operation;
    readonly history?: readonly { readonly id: number; readonly revision: string }[];
    readonly conditions?: readonly { readonly type: string; readonly message: string }[];
    readonly resources?: readonly { readonly kind: string; readonly requiresDeletionConfirmation?: boolean }[];
    readonly reconciledAt?: string;
  };
}

interface Operation {
  readonly phase: string;
  readonly message?: string;
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly syncResult?: {
    readonly revision: string;
    readonly resources?: readonly { readonly kind: string; readonly status: string; readonly message?: string }[];
  };
}

const kind = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application' } as const;
const namespace = 'argocd';
/** Argo CD takes it off when it has looked. */
const refresh = 'argocd.argoproj.io/refresh';

export function applicationReference(name: string) {
  return { ...kind, metadata: { name, namespace } };
}

export class Applications {
  readonly #client: KubeClient;
  readonly #repository: string;

  /** @param repository The GitOps repository that tells these Applications from all others. */
  constructor(client: KubeClient, repository: string) {
    this.#client = client;
    this.#repository = repository;
  }

  async all(): Promise<Application[]> {
    const all = await this.#client.list<Application>({ ...kind, namespace });
    return all.filter(({ spec }) => spec.source.repoURL === this.#repository);
  }

  /** Those of tenants; what is not asked for here stays out. */
  async ofTenants(): Promise<Application[]> {
    return (await this.all()).filter(({ metadata }) => metadata.labels?.['tenantry.dev/tenant'] !== undefined);
  }

  async find(name: string): Promise<Application> {
    const found = await this.#client.tryRead<Application>(applicationReference(name));
    if (found === undefined) throw new Error(`there is no Application ${name}`);
    return found;
  }

  /** Lets Argo CD look now at what it would look at soon, as the button in its pages does, and waits until it has. */
  async refresh(names: readonly string[]): Promise<void> {
    const patch = { metadata: { annotations: { [refresh]: 'normal' } } };
    await Promise.all(names.map((name) => this.#client.merge(applicationReference(name), patch)));
    await eventually('Argo CD to look again', 300, async () => {
      const all = await Promise.all(names.map((name) => this.find(name)));
      const waiting = all.filter(({ metadata }) => metadata.annotations?.[refresh] !== undefined);
      return { value: waiting.length === 0 || undefined, seen: waiting.map(describeApplication).join('\n') };
    });
  }

  /** Waits until each one is at rest on a commit, and is Healthy, or Suspended where it is asked for. */
  async settled(names: readonly string[], commit: string, seconds: number): Promise<Application[]> {
    await this.refresh(names);
    return eventually(`${names.join(', ')} at ${commit.slice(0, 10)}`, seconds, async () => {
      const all = await Promise.all(names.map((name) => this.find(name)));
      const restless = all.filter((each) => !isSettled(each, commit));
      return { value: restless.length === 0 ? all : undefined, seen: restless.map(describeApplication).join('\n') };
    });
  }
}

/**
 * Synced on the commit, and on nothing else's way there: a status that is older than the last operation may still tell of the
 * state before it.
 */
function isSettled({ operation, status }: Application, commit: string): boolean {
  const { sync, health, operationState, reconciledAt = '' } = status ?? {};
  return (
    operation === undefined &&
    sync?.status === 'Synced' &&
    sync.revision === commit &&
    operationState?.phase === 'Succeeded' &&
    reconciledAt >= (operationState.finishedAt ?? '') &&
    (health?.status === 'Healthy' || health?.status === 'Suspended')
  );
}

/** What changes when an Application moves: its operations and its history. */
export function movement({ metadata, status }: Application): object {
  const { operationState, history = [] } = status ?? {};
  const { startedAt, finishedAt, phase } = operationState ?? {};
  return { name: metadata.name, startedAt, finishedAt, phase, history: history.map(({ id }) => id) };
}

/** For a failure's message: all that Argo CD says. */
export function describeApplication({ metadata, status }: Application): string {
  const { sync, health, operationState, conditions = [] } = status ?? {};
  const failures = (operationState?.syncResult?.resources ?? []).filter((each) => each.status === 'SyncFailed');
  return [
    `${metadata.name}: ${sync?.status ?? 'not compared'} at ${sync?.revision?.slice(0, 10) ?? 'no revision'}, ${health?.status ?? 'health unknown'}`,
    `  operation ${operationState?.phase ?? 'none'}: ${operationState?.message ?? ''}`,
    ...conditions.map(({ type, message }) => `  ${type}: ${message}`),
    ...failures.map((each) => `  ${each.kind}: ${each.message ?? ''}`),
  ].join('\n');
}
