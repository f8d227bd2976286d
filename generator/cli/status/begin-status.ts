// What every way of looking at tenants begins with: the clusters to ask, Argo CD's API where its address is known, and the published
// history where it can be read.
import { ArgoCdApi } from '../../../argocd/watch/argocd-api.js';
import { connectToCluster } from '../../../argocd/watch/kube-connection.js';
import { Unreachable } from '../../../argocd/watch/unreachable.js';
import { OutsideError } from '../../finding/outside-error.js';
import type { PlatformSource } from '../../load/schema/platform.js';
import type { FleetSource, FleetWatchOptions } from '../../loop/fleet-watch.js';
import { PublishedHistory } from '../../loop/published-history.js';
import { openRepository } from '../../publish/open-repository.js';
import { isoNow } from '../clock.js';
import { gitOpsRepository } from '../gitops-repository.js';
import type { Terminal } from '../terminal.js';
import { UsageError } from '../usage-error.js';

export interface StatusSources {
  readonly root: string;
  readonly id?: string;
  /** Contexts of the kubeconfig; its current one where empty. */
  readonly context: readonly string[];
  /** Address of Argo CD's API. */
  readonly argocd?: string;
  readonly token?: string;
  /** Folder for copies of git. @default .tenantry below the root */
  readonly state?: string;
  /** Whether the GitOps repository is read. */
  readonly git: boolean;
}

export type Begin = Omit<FleetWatchOptions, 'changed' | 'trouble'>;

/** Whoever calls it closes the history. @throws OutsideError where a kubeconfig can not be used. */
export async function beginStatus(given: StatusSources, platform: PlatformSource, terminal: Terminal): Promise<Begin> {
  const sources = sourcesOf(given, platform);
  const history = await tryOpenHistory(given, platform, terminal);
  return {
    ...{ platform: platform.metadata.name, sources, now: isoNow },
    errorGrace: Number.parseInt(platform.spec.argocd.errorGrace, 10) * 60,
    ...(history === undefined ? {} : { history }),
    ...(given.id === undefined ? {} : { only: given.id }),
  };
}

export function outside({ message, cause }: Unreachable): OutsideError {
  const hint =
    'set KUBECONFIG to a kubeconfig that may get, list and watch Argo CD’s Applications, and name its context';
  return new OutsideError(message, { hint, cause });
}

function sourcesOf({ context, argocd, token }: StatusSources, { spec }: PlatformSource): FleetSource[] {
  if (argocd !== undefined && !/^https?:\/\//.test(argocd)) throw new UsageError('--argocd takes an http or https URL');
  const url = argocd ?? (token === undefined ? undefined : spec.argocd.url);
  const contexts: readonly (string | undefined)[] = context.length === 0 ? [undefined] : context;
  try {
    return contexts.map((name, index) => ({
      argocd: name ?? 'argocd',
      namespace: spec.argocd.namespace,
      connection: connectToCluster(name),
      // One address and one token: of the first, and sent nowhere else.
      ...(url === undefined || index > 0
        ? {}
        : { api: new ArgoCdApi({ url, ...(token === undefined ? {} : { token }) }) }),
    }));
  } catch (error) {
    throw error instanceof Unreachable ? outside(error) : error;
  }
}

/** Who may see the cluster need not be able to read the repository. */
async function tryOpenHistory(
  { root, git, state }: StatusSources,
  { spec }: PlatformSource,
  terminal: Terminal,
): Promise<PublishedHistory | undefined> {
  if (!git) return undefined;
  const { location, branch, cacheFolder } = gitOpsRepository(root, spec, state);
  try {
    const history = new PublishedHistory(await openRepository({ location, branch, cacheFolder, history: true }));
    await history.refresh();
    return history;
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    terminal.err(`without the GitOps repository, what Argo CD compared last counts as newest: ${error.message}\n`);
    return undefined;
  }
}
