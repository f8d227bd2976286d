// Makes a report of findings and a diff, cut to the limits of report.json, so that a huge change gets a comment too.

import { type Finding, sortFindings } from '../../../constructs/base/finding.js';
import type { DiffReport, PriceChange } from '../../../generator/diff/diff-report.js';
import type { ObjectDiff } from '../../../generator/diff/diff-tenant.js';
import type { DiffGroup } from '../../../generator/diff/group-diffs.js';
import { type Report, type ReportedDiff, type ReportedFinding, reportLimits } from './report-schema.js';

interface ReportInput {
  readonly headSha: string;
  readonly pullRequest?: number;
  /** Whether the commit is a merge queue's. */
  readonly inMergeQueue?: boolean;
  /** The platform's folder in its repository; empty at its root. */
  readonly folder: string;
  readonly findings: readonly Finding[];
  readonly diff?: DiffReport;
}

export function makeReport({ headSha, pullRequest, inMergeQueue, folder, findings, diff }: ReportInput): Report {
  const errorsFirst = sortFindings(findings).sort(
    (a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'),
  );
  return {
    format: 1,
    headSha,
    pullRequest,
    inMergeQueue: inMergeQueue === true ? inMergeQueue : undefined,
    folder,
    findings: errorsFirst.slice(0, reportLimits.findings).map(reportedFinding),
    omitted: Math.max(0, findings.length - reportLimits.findings),
    diff: diff && reportedDiff(diff),
  };
}

/** The report with findings of another command, the errors first: what does not fit any more is counted. */
export function withFindings(report: Report, findings: readonly Finding[]): Report {
  const all = [...findings.map(reportedFinding), ...report.findings].sort(
    (a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'),
  );
  const kept = all.slice(0, reportLimits.findings);
  return { ...report, findings: kept, omitted: report.omitted + all.length - kept.length };
}

function reportedFinding({
  code,
  severity,
  message,
  hint,
  place,
  tenant,
  related,
  manifest,
}: Finding): ReportedFinding {
  return {
    code,
    severity,
    message: short(message),
    hint: hint === undefined ? undefined : short(hint),
    place,
    tenant,
    related,
    manifest,
  };
}

function reportedDiff({ groups, unchanged, shared = [], descriptions, costs, prices }: DiffReport): ReportedDiff {
  const kept = fitting(groups);
  const added = kept.filter(({ example }) => example.fate === 'added');
  return {
    changing: groups.reduce((sum, { ids }) => sum + ids.length, 0),
    unchanged,
    groups: kept,
    shared: fitting(shared),
    descriptions: sentencesOf(added, descriptions),
    costs: costs && sentencesOf(kept, costs),
    prices: prices?.slice(0, reportLimits.groups).map(reportedPrice),
    omitted: groups.length - kept.length,
  };
}

function reportedPrice({ ids, sentence }: PriceChange): { ids: string[]; sentence: string } {
  return { ids: ids.slice(0, reportLimits.ids), sentence: short(sentence) };
}

type Group = ReportedDiff['groups'][number];

/** The first ones, as many as there is room for: each is shown whole or counted. */
function fitting(groups: readonly DiffGroup[]): Group[] {
  const most = groups.slice(0, reportLimits.groups).map(reportedGroup);
  let used = 0;
  const end = most.findIndex((group) => {
    used += JSON.stringify(group).length;
    return used > reportLimits.diff;
  });
  return most.slice(0, end < 0 ? most.length : end);
}

function sentencesOf(groups: readonly Group[], sentences: ReadonlyMap<string, string>): [string, string][] {
  return groups.flatMap(({ example: { id } }) => {
    const sentence = sentences.get(id);
    return sentence === undefined ? [] : [[id, short(sentence)] as [string, string]];
  });
}

function reportedGroup({ ids, example }: DiffGroup): Group {
  const { id, fate, risk, objects } = example;
  return {
    ids: ids.slice(0, reportLimits.ids),
    example: { id, fate, risk, objects: objects.slice(0, reportLimits.objects).map(reportedObject) },
  };
}

function reportedObject({ kind, name, fate, risk, fields }: ObjectDiff) {
  return {
    kind,
    name,
    fate,
    risk,
    fields: fields.slice(0, reportLimits.fields).map(({ path, ...sides }) => ({
      path: short(path),
      before: 'before' in sides ? valueText(sides.before) : undefined,
      after: 'after' in sides ? valueText(sides.after) : undefined,
    })),
  };
}

function valueText(value: unknown): string {
  return short(typeof value === 'string' ? value : JSON.stringify(value), reportLimits.value);
}

function short(text: string, longest: number = reportLimits.text): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
