// What `validate --report` hands to `tenantry report`: the findings, and the diff against a revision or what is published.
import { distinctFindings, type Finding } from '../constructs/base/finding.js';
import { askGit } from '../generator/publish/git.js';
import { tryFindSourceCommit } from '../generator/publish/source-commit.js';
import { makeReport } from '../poller/github/validation/make-report.js';
import { writeReport } from '../poller/github/validation/report-file.js';
import { workflowEvent } from '../poller/github/workflow-event.js';
import { makeDiff } from './make-diff.js';
import type { OpenPlatform } from './open-platform.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './terminal.js';

export interface ReportOptions {
  readonly root: string;
  /** Where report.json goes. */
  readonly report: string;
  /** Default: what GitHub Actions says. */
  readonly pullRequest?: number;
  /** What was validated; the diff is against what its change is to go to, or else against what is published. */
  readonly opened: OpenPlatform;
}

/**
 * Writes the report, and returns all that it says is wrong: the diff looks at another tree than validation, and finds what that one does not
 * know, as a tenant that moves where `from` says where it was. Throws UsageError where no commit is checked out that it could be about.
 */
export async function reportValidation(
  { root, report: folder, pullRequest, opened }: ReportOptions,
  validated: readonly Finding[],
  terminal: Terminal,
): Promise<Finding[]> {
  const event = workflowEvent();
  const headSha = event.headSha ?? (await tryFindSourceCommit(root))?.commit;
  if (headSha === undefined) throw new UsageError('a report is about a commit: run it in a git checkout that has one');
  const diff = await makeDiff(opened, { root, ids: [] }, terminal);
  const findings = distinctFindings([...validated, ...diff.findings]);
  const number = pullRequest ?? event.pullRequest;
  const report = makeReport({
    headSha,
    findings,
    folder: await folderInRepository(root),
    pullRequest: number,
    inMergeQueue: event.inMergeQueue === true && pullRequest === undefined,
    diff: diff.report,
  });
  writeReport(folder, report);
  return findings;
}

/** Empty at the repository's root and outside of one. */
export async function folderInRepository(root: string): Promise<string> {
  const answer = await askGit(['-C', root, 'rev-parse', '--show-prefix']);
  return answer.code === 0 ? answer.output.toString('utf8').trim().replace(/\/$/, '') : '';
}
