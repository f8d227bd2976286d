// `tenantry report`: takes the report of `tenantry validate` to the pull request that it is about.
import { Option } from 'commander';
import { githubAccess } from '../poller/github/access.js';
import type { CheckOutcome } from '../poller/github/check-run.js';
import { githubClient } from '../poller/github/client.js';
import { commentText } from '../poller/github/comment-sections.js';
import { findRepository } from '../poller/github/repository-name.js';
import { readReport } from '../poller/github/validation/report-file.js';
import type { Report } from '../poller/github/validation/report-schema.js';
import { reportMarkdown } from '../poller/github/validation/report-text.js';
import { conclusionOf, type SentOutcome, sendReport } from '../poller/github/validation/send-report.js';
import { workflowEvent } from '../poller/github/workflow-event.js';
import { type CommonOptions, defineCommand, number, repositoryOption } from './define-command.js';
import type { CommandResult } from './show-result.js';

export const reportCommand = defineCommand(
  {
    description:
      'Writes the comment and the check that say what `tenantry validate --report <folder>` found. The folder may come from a fork: it is data, and nothing in it is believed. The token is read from GITHUB_TOKEN or GH_TOKEN and needs pull-requests: write and checks: write.',
    options: [
      repositoryOption,
      new Option('--comment-id <number>', 'the comment to update; default: it is searched').argParser(number),
      new Option('--dry-run', 'print the comment, ask GitHub nothing').default(false),
    ],
    examples: ['tenantry report report --dry-run', 'tenantry report report --repository acme/platform'],
  },
  async ([folder = ''], options: CommonOptions & { repository?: string; commentId?: number; dryRun: boolean }) =>
    runReport({ ...options, folder }),
);

interface ReportCommand {
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
async function runReport({ root, folder, repository, commentId, dryRun }: ReportCommand): Promise<CommandResult> {
  const report = readReport(folder);
  const { headSha, runUrl: fullUrl, inMergeQueue, pullRequest } = workflowEvent();
  if (dryRun) return preview(report, commentText({ report: reportMarkdown(report), sections: new Map(), fullUrl }));
  const client = githubClient(githubAccess());
  const sent = await sendReport(client, {
    report,
    repository: await findRepository(root, repository),
    trustedSha: headSha,
    trustedQueued: inMergeQueue === true ? pullRequest : undefined,
    fullUrl,
    commentId,
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
