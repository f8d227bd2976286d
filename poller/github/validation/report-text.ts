// A report as Markdown, for the comment and the check run. What strangers wrote is in code spans, where GitHub reads no mention, link or
// HTML.

import { aboutWhom } from '../../../constructs/base/finding.js';
import { counted } from '../../../constructs/base/wording.js';
import { codeSpan as code, diffMarkdown } from '../../../generator/diff/diff-report.js';
import type { Report, ReportedDiff, ReportedFinding } from './report-schema.js';

/** One line of plain text, as `2 errors, 1 warning`. */
export function reportTitle({ findings, omitted }: Report): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const parts = [
    ...(errors === 0 ? [] : [counted(errors, 'error')]),
    ...(findings.length === errors ? [] : [counted(findings.length - errors, 'warning')]),
    ...(omitted === 0 ? [] : [`${omitted} more findings`]),
  ];
  return parts.length === 0 ? 'nothing is wrong' : parts.join(', ');
}

/** The whole report. */
export function reportMarkdown(report: Report): string {
  return [
    `## Tenantry: ${reportTitle(report)}`,
    '',
    ...findingLines(report),
    ...(report.diff === undefined
      ? ['The platform can not be read as it is: what would change is not known.']
      : diffLines(report.diff)),
    '',
    forCommit(report),
  ].join('\n');
}

function forCommit({ headSha, pullRequest, inMergeQueue }: Report): string {
  const commit = code(headSha.slice(0, 10));
  if (inMergeQueue !== true) return `For commit ${commit}; merging publishes it.`;
  const whose = pullRequest === undefined ? '' : `pull request ${pullRequest}, `;
  return `For commit ${commit} of the merge queue: ${whose}on top of what is merged before it.`;
}

/** More than this in a comment helps nobody: they are on their lines too. */
const mostFindings = 50;

function findingLines({ findings, omitted }: Report): string[] {
  const more = omitted + Math.max(0, findings.length - mostFindings);
  return [
    ...findings.slice(0, mostFindings).flatMap(findingText),
    ...(more === 0 ? [] : [`- and ${more} more: \`tenantry validate\` lists them all`]),
    ...(findings.length === 0 ? [] : ['']),
  ];
}

function findingText(finding: ReportedFinding): string[] {
  const { severity, place, hint, manifest, code: findingCode } = finding;
  const where =
    place === undefined
      ? ''
      : `${code([place.file, place.line, place.column].filter((part) => part !== undefined).join(':'))} `;
  return [
    `- **${severity}** ${where}${code(aboutWhom(finding))} (${code(findingCode)})`,
    ...(manifest === undefined ? [] : [`  - rendered into ${code(manifest)}`]),
    ...(hint === undefined ? [] : [`  - what to do: ${code(hint)}`]),
  ];
}

function diffLines({ omitted, descriptions, costs, ...diff }: ReportedDiff): string[] {
  return [
    diffMarkdown({ ...diff, descriptions: new Map(descriptions), costs: new Map(costs ?? []) }).trimEnd(),
    ...(omitted === 0 ? [] : ['', `${omitted} more groups of tenants change: \`tenantry diff\` shows them all`]),
  ];
}
