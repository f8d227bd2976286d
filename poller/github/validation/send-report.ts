// Writes a report to GitHub: the comment of its pull request and the check of its commit. GitHub and the workflow's event confirm what
// the report says it is about.
import { createHash } from 'node:crypto';
import { OutsideError } from '../../../constructs/base/finding.js';
import { annotations } from '../annotations.js';
import { type CheckOutcome, type Conclusion, putCheck } from '../check-run.js';
import type { GitHubClient } from '../client.js';
import type { RepositoryName } from '../repository-name.js';
import { type CommentOutcome, putComment } from '../sticky-comment.js';
import type { Report } from './report-schema.js';
import { reportMarkdown, reportTitle } from './report-text.js';

export interface SentReport {
  readonly repository: RepositoryName;
  readonly report: Report;
  /** The commit that the run which made the report was started for, as GitHub says; absent on a laptop. */
  readonly trustedSha?: string;
  /** The pull request whose merge the run tried, as GitHub says. */
  readonly trustedQueued?: number | undefined;
  /** Where the whole report is. */
  readonly fullUrl?: string;
  /** Of the comment, where it is known. */
  readonly commentId?: number;
}

export interface SentOutcome {
  /** Superseded: the pull request has a newer commit, and that one's report is what counts. */
  readonly outcome: 'sent' | 'superseded';
  readonly comment?: CommentOutcome;
  readonly check?: CheckOutcome;
}

/** Requests per pull request. */
export const mostCalls = 12;
const checkName = 'tenantry';

/** Throws OutsideError for a report about something else than it says, and where GitHub refuses. */
export async function sendReport(client: GitHubClient, sent: SentReport): Promise<SentOutcome> {
  const { repository, report, trustedSha } = sent;
  if (trustedSha !== undefined && trustedSha !== report.headSha)
    throw new OutsideError('the report is about another commit than the run that made it', {
      hint: 'do not trust this artifact: nothing was written to GitHub',
    });
  const pullRequest = report.inMergeQueue === true ? refusedInQueue(sent) : report.pullRequest;
  if (
    report.inMergeQueue !== true &&
    pullRequest !== undefined &&
    !(await isHead(client, repository, pullRequest, report.headSha))
  )
    return { outcome: 'superseded' };
  const comment = await settled(pullRequest === undefined ? undefined : sendComment(client, sent, pullRequest));
  const check = await sendCheck(client, sent);
  return { outcome: 'sent', check, comment: comment?.() };
}

/** Who looks at a pull request that the queue refuses is to see why; one that passes is merged, and its comment goes on. */
function refusedInQueue({ report, trustedQueued }: SentReport): number | undefined {
  const isTrusted = trustedQueued !== undefined && trustedQueued === report.pullRequest;
  return isTrusted && conclusionOf(report) === 'failure' ? trustedQueued : undefined;
}

async function isHead(
  { octokit }: GitHubClient,
  { owner, repo }: RepositoryName,
  pullRequest: number,
  headSha: string,
): Promise<boolean> {
  const { data } = await octokit.rest.pulls.get({ owner, repo, pull_number: pullRequest });
  return data.head.sha === headSha;
}

/** A refused comment must not keep the check away: its failure is thrown when it is asked for. */
async function settled<T>(work: Promise<T> | undefined): Promise<(() => T) | undefined> {
  if (work === undefined) return undefined;
  try {
    const value = await work;
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

function sendComment(client: GitHubClient, sent: SentReport, pullRequest: number): Promise<CommentOutcome> {
  const { repository, report, fullUrl, commentId } = sent;
  return putComment(client, {
    repository,
    pullRequest,
    body: reportMarkdown(report),
    fullUrl,
    id: commentId,
  });
}

function sendCheck(client: GitHubClient, { repository, report, fullUrl }: SentReport): Promise<CheckOutcome> {
  return putCheck(client, {
    repository,
    name: checkName,
    headSha: report.headSha,
    conclusion: conclusionOf(report),
    title: reportTitle(report),
    summary: reportMarkdown(report),
    annotations: annotations(report.findings, report.folder),
    digest: createHash('sha256').update(JSON.stringify(report)).digest('hex'),
    fullUrl,
    mostCalls: Math.max(2, mostCalls - client.calls()),
  });
}

/** Warnings do not hold up a merge, but are not passed over in silence. */
export function conclusionOf({ findings }: Report): Conclusion {
  if (findings.some(({ severity }) => severity === 'error')) return 'failure';
  return findings.length === 0 ? 'success' : 'neutral';
}
