// `tenantry report`: writes to GitHub what `tenantry validate --report` found: the comment of the pull request and the check of its
// commit. It believes the folder nothing: a workflow runs it with a token on what a workflow without one made of strangers' changes.
import { githubAccess } from '../../github/access.js';
import type { CheckOutcome } from '../../github/check-run.js';
import { githubClient } from '../../github/client.js';
import { commentText } from '../../github/comment-sections.js';
import { readReport } from '../../github/report-file.js';
import type { Report } from '../../github/report-schema.js';
import { reportMarkdown } from '../../github/report-text.js';
import { findRepository } from '../../github/repository-name.js';
import { conclusionOf, type SentOutcome, sendReport } from '../../github/send-report.js';
import { workflowEvent } from '../../github/workflow-event.js';
import type { CommandResult } from '../command-result.js';

export interface ReportCommand {
  readonly root: string;
  /** With report.json in it. */
  readonly folder: string;
  /** As `owner/name`; default: what GitHub Actions or the remote `origin` says. */
  readonly repository?: string;
  /** Of the comment, where it is known. */
  readonly commentId?: number;
  /** Prints the comment, and asks GitHub nothing. */
  readonly dryRun: boolean;
}

/** Runs the command; the findings in the report are not its own: it succeeds once they are on GitHub. */
export async function runReport({
  root,
  folder,
  repository,
  commentId,
  dryRun,
}: ReportCommand): Promise<CommandResult> {
  const report = readReport(folder);
  const { headSha, runUrl, inMergeQueue, pullRequest } = workflowEvent();
  const fullUrl = runUrl === undefined ? {} : { fullUrl: runUrl };
  if (dryRun) return preview(report, commentText({ report: reportMarkdown(report), sections: new Map(), ...fullUrl }));
  const client = githubClient(githubAccess());
  const sent = await sendReport(client, {
    ...{ report, repository: await findRepository(root, repository) },
    ...(headSha === undefined ? {} : { trustedSha: headSha }),
    ...(inMergeQueue === true ? { trustedQueued: pullRequest } : {}),
    ...fullUrl,
    ...(commentId === undefined ? {} : { commentId }),
  });
  return {
    findings: [],
    data: { ...sent, conclusion: conclusionOf(report), calls: client.calls() },
    lines: sentLines(sent, report, client.calls()),
    next: nextSteps(sent.check),
  };
}

function preview(report: Report, comment: string): CommandResult {
  return {
    findings: [],
    data: { outcome: 'dry-run', pullRequest: report.pullRequest, conclusion: conclusionOf(report), comment },
    lines: [comment],
    next: ['write it to GitHub by leaving out --dry-run'],
  };
}

function sentLines({ outcome, comment, check }: SentOutcome, report: Report, calls: number): string[] {
  if (outcome === 'superseded')
    return [
      `nothing was written: pull request ${report.pullRequest} has another commit than ${report.headSha.slice(0, 10)} by now`,
    ];
  return [
    ...(comment === undefined ? [] : [`comment ${comment.outcome}: ${comment.url}`]),
    ...(check === undefined
      ? []
      : [
          `${check.kind === 'status' ? 'commit status' : 'check'} ${check.outcome}: ${conclusionOf(report)}${shownText(check)}`,
        ]),
    `${calls} requests to GitHub`,
  ];
}

function shownText({ annotations, url }: CheckOutcome): string {
  return `, ${annotations} annotations${url === undefined ? '' : `, ${url}`}`;
}

function nextSteps(check: CheckOutcome | undefined): string[] {
  return check?.kind === 'status'
    ? [
        'only Apps may make check runs, so it is a commit status without annotations: use an App’s token or a workflow’s own',
      ]
    : [];
}
