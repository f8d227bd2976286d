// The texts about a commit and its tenants: the title of the status, the page of the check run, the section of the comment. What
// strangers may have written is in code spans, where GitHub reads no mention, link or HTML.

import { durationText } from '../../../constructs/base/wording.js';
import { codeSpan as code } from '../../../generator/diff/diff-report.js';
import { type Group, groupOf, groups, stateOrder } from './commit-tenant.js';
import type { CommitFacts, DeploymentPayload, ListedTenant } from './payload.js';

interface CommitSummary {
  readonly state: 'pending' | 'success' | 'failure';
  /** Whether tenants are still on their way, be it beside others that failed. */
  readonly isMoving: boolean;
  /** One line of plain text, shorter than GitHub's limit. */
  readonly title: string;
}

export function commitSummary({ counts }: CommitFacts): CommitSummary {
  const [failing, moving] = [countOf(counts, 'failing'), countOf(counts, 'moving')];
  const state = failing > 0 ? 'failure' : moving > 0 ? 'pending' : 'success';
  return { state, isMoving: moving > 0, title: countsText(counts) };
}

type Counts = CommitFacts['counts'];

const countedStates = [...stateOrder, 'superseded'] as const;

function countOf(counts: Counts, group: Group): number {
  return groups[group].reduce((sum, state) => sum + (counts[state] ?? 0), 0);
}

/** As `1 failed, 2 progressing, 7 live`. */
function countsText(counts: Counts): string {
  const parts = countedStates.flatMap((state) => {
    const count = counts[state] ?? 0;
    return count === 0 ? [] : [`${count} ${state}`];
  });
  return parts.length === 0 ? 'no tenant has this commit any more' : parts.join(', ');
}

/** The check run's page. */
export function checkMarkdown(facts: CommitFacts): string {
  const { commit, counts, listed } = facts;
  return [
    `Tenants that ${code(commit.slice(0, 7))} changed last:`,
    '',
    '| state | tenants |',
    '| --- | ---: |',
    ...countedStates.flatMap((state) => (counts[state] === undefined ? [] : [`| ${state} | ${counts[state]} |`])),
    '',
    ...tenantLines(listed),
    ...moreLines(facts, countOf(counts, 'failing') - listed.length),
  ].join('\n');
}

/** The block in the pull request's comment. */
export function pullMarkdown(facts: CommitFacts): string {
  const { commit, counts, listed } = facts;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return [
    `### ${code(commit.slice(0, 7))}: ${countsText(counts)}`,
    '',
    ...tenantLines(listed),
    ...moreLines(facts, all - (counts.superseded ?? 0) - listed.length),
  ].join('\n');
}

function moreLines({ counts }: CommitFacts, more: number): string[] {
  const superseded = counts.superseded ?? 0;
  return [
    ...(more > 0 ? ['', `and ${more} more: \`tenantry status\` lists them all`] : []),
    ...(superseded > 0 ? ['', `${superseded} went on to a newer commit before they had arrived.`] : []),
  ];
}

function tenantLines(listed: readonly ListedTenant[]): string[] {
  return listed.flatMap((tenant) => [
    `- **${code(tenant.tenant)}** ${sentence(tenant)}`,
    ...(tenant.hint === undefined ? [] : [`  - what to do: ${code(tenant.hint)}`]),
  ]);
}

function sentence(tenant: ListedTenant): string {
  const { state, summary, step, error, url, seconds, published } = tenant;
  if (state === 'live')
    return `is live at ${link(url)}${seconds === undefined ? '' : ` after ${durationText(seconds)}`}`;
  const from = published === undefined ? 'published' : `published ${code(published.slice(0, 7))}`;
  if (groupOf(state) === 'moving' && summary.startsWith('published'))
    return state === 'unknown' ? `${from}, and no Argo CD has an Application of it yet` : from;
  if (state === 'progressing') return `is syncing: ${plain(summary)}${published === undefined ? '' : ` (${from})`}`;
  if (step !== undefined) return `${state} at ${step}: ${code(error ?? summary)}`;
  return `is ${state}: ${code(summary)}`;
}

/** Our own words for steps need no code span. */
function plain(text: string): string {
  return /^[a-z0-9 ,()]{1,200}$/.test(text) ? text : code(text);
}

/** An address is a link only where nothing in it could be anything else. */
function link(url: string): string {
  return isPlainUrl(url) ? url : code(url);
}

/** https, a host and at most a plain path. */
export function isPlainUrl(url: string): boolean {
  return /^https:\/\/[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::\d{1,5})?(?:\/[a-z0-9/-]{0,200})?$/.test(url);
}

const deploymentStates = {
  live: 'success',
  progressing: 'in_progress',
  unknown: 'queued',
  failed: 'failure',
  stuck: 'failure',
  degraded: 'failure',
  suspended: 'inactive',
  superseded: 'inactive',
} as const satisfies Readonly<Record<DeploymentPayload['state'], string>>;

type DeploymentState = (typeof deploymentStates)[DeploymentPayload['state']];

export function deploymentState({ state }: DeploymentPayload): DeploymentState {
  return deploymentStates[state];
}
