// What `status` and `serve` watch: the Argo CDs to ask, and the published history where it can be read.

import { OutsideError } from '../../constructs/base/finding.js';
import { Unreachable } from '../../generator/kube-schemas/kube-connection.js';
import { openRepository } from '../../generator/publish/open-repository.js';
import type { PlatformSource } from '../../generator/read/schema/platform.js';
import type { FleetSource, FleetWatchOptions } from '../../poller/fleet/fleet-watch.js';
import { PublishedHistory } from '../../poller/fleet/published-history.js';
import { isoNow } from '../clock.js';
import { gitOpsRepository } from '../gitops-repository.js';
import type { Terminal } from '../terminal.js';
import { type ArgoCdChoice, argoCdSources } from './argocd-sources.js';

export interface StatusSources extends ArgoCdChoice {
  readonly root: string;
  readonly id?: string;
  /** Folder for copies of git. @default .tenantry below the root */
  readonly state?: string;
  /** Whether the GitOps repository is read. */
  readonly git: boolean;
}

export type FleetOptions = Omit<FleetWatchOptions, 'changed' | 'trouble'>;

/** Whoever calls it closes the history. @throws OutsideError where a kubeconfig can not be used. */
export async function fleetOptions(
  given: StatusSources,
  platform: PlatformSource,
  terminal: Terminal,
): Promise<FleetOptions> {
  const sources = await sourcesOf(given, platform);
  const history = await tryOpenHistory(given, platform, terminal);
  return {
    platform: platform.metadata.name,
    sources,
    now: isoNow,
    errorGrace: Number.parseInt(platform.spec.argocd.errorGrace, 10) * 60,
    history,
    only: given.id,
  };
}

export function outside({ message, cause }: Unreachable): OutsideError {
  const hint =
    'set KUBECONFIG to a kubeconfig that may get, list and watch Argo CD’s Applications, and name its context';
  return new OutsideError(message, { hint, cause });
}

async function sourcesOf(given: StatusSources, { spec }: PlatformSource): Promise<FleetSource[]> {
  try {
    return await argoCdSources(given, spec);
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
