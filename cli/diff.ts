// `tenantry diff`: shows what would change in Kubernetes.
import { Option } from 'commander';
import { diffMarkdown, diffText } from '../generator/diff/diff-report.js';
import { type CommonOptions, defineCommand } from './define-command.js';
import { makeDiff } from './make-diff.js';
import { openPlatform } from './open-platform.js';
import type { CommandResult } from './show-result.js';
import type { Terminal } from './terminal.js';

export const diffCommand = defineCommand(
  {
    description:
      'Compares the working tree with what is published, or two source revisions; tenants that change alike are shown once.',
    options: [
      new Option('--from <revision>', 'source revision to compare with; default: what is published'),
      new Option('--to <revision>', 'source revision to look at; default: the working tree'),
    ],
    formats: ['text', 'json', 'markdown'],
    examples: [
      'tenantry diff',
      'tenantry diff acme-auto',
      'tenantry diff --from origin/main',
      'tenantry diff --from v1.4 --to v1.5 --output json',
      'tenantry diff --from origin/main --output markdown',
    ],
  },
  async (ids, options: CommonOptions & { from?: string; to?: string }, terminal) =>
    runDiff({ ...options, ids }, terminal),
);

interface DiffCommand {
  readonly root: string;
  /** Only these tenants; all where empty. */
  readonly ids: readonly string[];
  /** Source revision to compare with; what is published where absent. */
  readonly from?: string;
  /** Source revision to compare; the working tree where absent. */
  readonly to?: string;
}

/** Runs the command. */
async function runDiff({ root, ids, from, to }: DiffCommand, terminal: Terminal): Promise<CommandResult> {
  const opened = await openPlatform({ root, revision: to, from });
  const { findings, report } = await makeDiff(opened, { root, ids }, terminal);
  if (report === undefined)
    return {
      findings,
      data: { outcome: 'refused' },
      lines: ['there is nothing to compare'],
      next: ['correct the errors above and try again'],
    };
  const markdown = diffMarkdown(report).trimEnd();
  return {
    findings,
    data: {
      unchanged: report.unchanged,
      groups: report.groups.map((group) => ({ ...group, cost: report.costs?.get(group.example.id) })),
      shared: report.shared,
      prices: report.prices,
      markdown,
    },
    lines: diffText(report),
    markdown,
    next: report.groups.length + (report.shared ?? []).length === 0 ? [] : ['publish it: tenantry publish'],
  };
}
