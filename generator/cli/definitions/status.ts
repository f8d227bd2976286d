// `tenantry status`: its options, help and examples. Its work is in commands/status.ts.
import { InvalidArgumentError, Option } from 'commander';
import { type CommonOptions, defineCommand } from '../define-command.js';

interface StatusFlags {
  readonly watch: boolean;
  readonly wait: boolean;
  /** Seconds. */
  readonly timeout: number;
  readonly context: readonly string[];
  readonly argocd?: string;
  readonly git: boolean;
}

export const statusCommand = defineCommand(
  {
    usage: 'status [id]',
    summary: 'show where tenants are on their way, straight from the cluster',
    description:
      'Reads the Applications of Argo CD with the kubeconfig that KUBECONFIG names, and what is published from the GitOps repository; it changes nothing. With the address of Argo CD’s API it also knows the health of each object; a token for it is read from ARGOCD_AUTH_TOKEN and its address from ARGOCD_SERVER, or for each of several from variables that end with its name: no token is sent to an address that only platform.yaml says. Ends with 0 where nothing has failed, 1 where a tenant has failed, is stuck or degraded, and 3 where the cluster can not be reached.',
    options: [
      new Option('--watch', 'show every change until Ctrl-C').default(false).conflicts('wait'),
      new Option('--wait', 'until all have arrived (0), or one has failed or the time is up (1)').default(false),
      new Option('--timeout <duration>', 'of --wait, as 90s, 10m or 1h').argParser(seconds).default(600, '10m'),
      new Option(
        '--context <name>',
        'of the kubeconfig; repeat it for several Argo CDs; default: those of argocd.instances, else its current one',
      )
        .argParser((name: string, names: readonly string[]) => [...names, name])
        .default([], 'those of platform.yaml'),
      new Option('--argocd <url>', 'Argo CD’s API; default: what ARGOCD_SERVER says, where there is a token'),
      new Option('--no-git', 'do not read the GitOps repository: what Argo CD compared last counts as newest'),
    ],
    examples: [
      'tenantry status',
      'tenantry status acme-auto --wait --timeout 15m',
      'tenantry status --watch',
      'tenantry status --watch --output json --context eu-west --context us-east',
    ],
  },
  async ([id], options: CommonOptions & StatusFlags, terminal) => {
    const { stopSignal } = await import('../watch/stop-signal.js');
    return (await import('../commands/status.js')).runStatus(
      { ...options, ...(id === undefined ? {} : { id }), environment: process.env },
      terminal,
      stopSignal(),
    );
  },
);

const units = { s: 1, m: 60, h: 3600 } as const;

function seconds(text: string): number {
  const [, count, unit] = /^([1-9]\d{0,5})(s|m|h)$/.exec(text) ?? [];
  if (count === undefined || (unit !== 's' && unit !== 'm' && unit !== 'h'))
    throw new InvalidArgumentError('Write it as 90s, 10m or 1h.');
  return Number(count) * units[unit];
}
