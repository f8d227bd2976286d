// `tenantry serve`: runs the status poller until it is stopped.
import { resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { OutsideError } from '../../constructs/base/finding.js';
import { makeLogger } from '../../poller/telemetry/event-log.js';
import { type CommonOptions, defineCommand } from '../define-command.js';
import { exitCodes, showResult } from '../show-result.js';
import { type ArgoCdChoice, refusedTokens } from '../status/argocd-sources.js';
import { fleetOptions } from '../status/fleet-options.js';
import { stopSignal, type Terminal } from '../terminal.js';
import { loadServed, type Served } from './load-served.js';
import type { Address, Addresses } from './start-servers.js';

export const serveCommand = defineCommand(
  {
    description:
      'Watches the Applications of Argo CD with the kubeconfig that KUBECONFIG names, or as the pod it runs in; keeps their history in the PostgreSQL that DATABASE_URL names, or embedded below .tenantry/; reports to GitHub as the App of GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY or with GITHUB_TOKEN, and to the receivers of platform.yaml; shows a page, an API and metrics. Of several replicas on one database, one records and reports. It never writes to a cluster. Ends by SIGTERM or Ctrl-C.',
    options: [
      new Option('--state <folder>', 'where copies of git and the embedded store are kept; default: .tenantry'),
      new Option('--listen <host:port>', 'of the page and the API')
        .argParser(address)
        .default(loopback(8080), '127.0.0.1:8080'),
      new Option('--metrics-listen <host:port>', 'of metrics and probes')
        .argParser(address)
        .default(loopback(9464), '127.0.0.1:9464'),
      new Option(
        '--context <name>',
        'of the kubeconfig; repeat it for several Argo CDs; default: those of argocd.instances, else its current one',
      )
        .argParser((name: string, names: readonly string[]) => [...names, name])
        .default([], 'those of platform.yaml'),
      new Option('--argocd <url>', 'Argo CD’s API; default: what ARGOCD_SERVER says, where there is a token'),
      new Option('--kubeconfig <file>', 'where the named contexts are; default: as kubectl finds them'),
      new Option('--repository <owner/name>', 'the sources on GitHub; default: source.url of platform.yaml'),
      new Option('--log-level <level>', 'how much is logged')
        .choices(['debug', 'info', 'warn', 'error', 'silent'])
        .default('info'),
    ],
    examples: [
      'tenantry serve',
      'tenantry serve --listen 127.0.0.1:9000 --context eu-west --context us-east',
      'DATABASE_URL=postgres://tenantry@db.example/tenantry tenantry serve --log-level warn',
    ],
  },
  async (_, options: ServeCommand, terminal) => {
    return runServe(options, process.env, terminal, stopSignal());
  },
);

function loopback(port: number): Address {
  return { host: '127.0.0.1', port };
}

function address(text: string): Address {
  const [, host, port] = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+):(\d{1,5})$/.exec(text) ?? [];
  if (host === undefined || Number(port) > 65_535) throw new InvalidArgumentError('Write it as 127.0.0.1:8080.');
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}

interface ServeCommand extends CommonOptions, Addresses {
  readonly state?: string;
  readonly context: readonly string[];
  readonly kubeconfig?: string;
  readonly argocd?: string;
  readonly repository?: string;
  readonly logLevel: string;
}

/** Runs until `stop`; throws OutsideError for what can not be used at the start: later on it is tried again. */
async function runServe(
  command: ServeCommand,
  environment: NodeJS.ProcessEnv,
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
  // No other command needs what this loads.
  const { servePlatform } = await import('./serve-platform.js');
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
async function watchOf(
  command: ServeCommand,
  { platform }: Served,
  environment: NodeJS.ProcessEnv,
  terminal: Terminal,
) {
  const choice = choiceOf(command, environment);
  const given = { ...choice, root: command.root, state: stateOf(command), git: true };
  const watch = await fleetOptions(given, platform, terminal);
  if (watch.history !== undefined) return watch;
  throw new OutsideError('the GitOps repository can not be read', {
    hint: 'give git credentials for it, by its own helpers or the environment; docs/run-on-a-cluster.md shows how',
  });
}

function choiceOf({ context, argocd, kubeconfig }: ServeCommand, environment: NodeJS.ProcessEnv): ArgoCdChoice {
  return { context, environment, argocd, kubeconfig };
}

function stateOf({ root, state }: Pick<ServeCommand, 'root' | 'state'>): string {
  return resolve(root, state ?? '.tenantry');
}
