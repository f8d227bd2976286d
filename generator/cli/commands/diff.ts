// `tenantry diff`: what would change in Kubernetes, between the working tree and what is published, or between two source revisions.
import { diffMarkdown, diffText } from '../../diff/diff-report.js';
import type { CommandResult } from '../command-result.js';
import { type DiffOptions, makeDiff } from '../make-diff.js';
import type { Terminal } from '../terminal.js';

/** Runs the command. */
export async function runDiff(options: DiffOptions, terminal: Terminal): Promise<CommandResult> {
  const { findings, report } = await makeDiff(options, terminal);
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
