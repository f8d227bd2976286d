// `tenantry cost`: its options, help and examples. Its work is in commands/cost.ts.
import { Option } from 'commander';
import { type CommonOptions, defineCommand } from '../define-command.js';

export const costCommand = defineCommand(
  {
    usage: 'cost [id]',
    summary: 'show what tenants cost in a month',
    description:
      'Reckons with the prices in platform.yaml: a base fee for each tier, and what is used beyond it. Usage comes from the plan, or from Prometheus where an address is given. A bearer token for --prometheus is read from TENANTRY_PROMETHEUS_TOKEN.',
    options: [
      new Option('--all', 'every tenant').default(false),
      new Option('--month <month>', 'as 2026-11; default: the current one'),
      new Option('--prometheus <url>', 'Prometheus’ address; default: those of the clusters in platform.yaml'),
      new Option('--csv', 'answer as CSV').default(false),
    ],
    examples: [
      'tenantry cost acme-auto',
      'tenantry cost --all --month 2026-11 --csv > november.csv',
      'tenantry cost --all --prometheus http://127.0.0.1:9090 --output json',
    ],
  },
  async ([id], options: CommonOptions & { all: boolean; month?: string; prometheus?: string; csv: boolean }) => {
    const token = process.env.TENANTRY_PROMETHEUS_TOKEN;
    return (await import('../commands/cost.js')).runCost({
      ...options,
      ...(id === undefined ? {} : { id }),
      ...(token === undefined || token === '' ? {} : { token }),
    });
  },
);
