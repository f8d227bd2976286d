// `tenantry serve`: what the command line, the environment and platform.yaml ask for, and the watch that it needs. What runs then is
// put together in cli/serve/serve-platform.ts.
import { resolve } from 'node:path';
import { OutsideError } from '../../finding/outside-error.js';
import { makeLogger } from '../../telemetry/event-log.js';
import { exitCodes } from '../command-result.js';
import { loadServed, type Served } from '../serve/load-served.js';
import { servePlatform } from '../serve/serve-platform.js';
import type { Addresses } from '../serve/start-servers.js';
import { type OutputFormat, showResult } from '../show-result.js';
import { type ArgoCdChoice, refusedTokens } from '../status/argocd-sources.js';
import { beginStatus } from '../status/begin-status.js';
import type { Terminal } from '../terminal.js';

export interface ServeCommand extends Addresses {
  readonly root: string;
  readonly output: OutputFormat;
  readonly state?: string;
  readonly context: readonly string[];
  readonly kubeconfig?: string;
  readonly argocd?: string;
  readonly repository?: string;
  readonly logLevel: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Runs until `stop`; throws OutsideError for what can not be used at the start: later on it is tried again. */
export async function runServe(
  command: ServeCommand,
  environment: Environment,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const { served, findings } = await loadServed(command.root);
  const invalid = { data: { outcome: 'invalid' }, lines: [] };
  if (served === undefined) {
    const next = ['correct platform.yaml and try again'];
    return showResult({ ...invalid, findings, next }, command.output, terminal);
  }
  const refused = refusedTokens(choiceOf(command, environment), { data: served.platform, document: served.document });
  if (refused.length > 0) return showResult({ ...invalid, findings: refused, next: [] }, command.output, terminal);
  const logger = makeLogger(command.logLevel);
  const watch = await watchOf(command, served, environment, terminal);
  try {
    const given = { ...command, state: stateOf(command), addresses: command };
    await servePlatform({ ...given, served, environment, logger, watch }, stop);
    return exitCodes.fine;
  } finally {
    watch.history?.close();
  }
}

/** Whoever serves must know what was published: without the repository nothing could be said of any change. */
async function watchOf(command: ServeCommand, { platform }: Served, environment: Environment, terminal: Terminal) {
  const choice = choiceOf(command, environment);
  const given = { ...choice, root: command.root, state: stateOf(command), git: true };
  const watch = await beginStatus(given, platform, terminal);
  if (watch.history !== undefined) return watch;
  throw new OutsideError('the GitOps repository can not be read', {
    hint: 'give git credentials for it, by its own helpers or the environment; docs/run-on-a-cluster.md shows how',
  });
}

function choiceOf({ context, argocd, kubeconfig }: ServeCommand, environment: Environment): ArgoCdChoice {
  return {
    ...{ context, environment },
    ...(argocd === undefined ? {} : { argocd }),
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
  };
}

function stateOf({ root, state }: Pick<ServeCommand, 'root' | 'state'>): string {
  return resolve(root, state ?? '.tenantry');
}
