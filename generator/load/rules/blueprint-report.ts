// How a rule of a blueprint makes its findings: at a path below `spec`.
import type { FindingCode } from '../../finding/codes.js';
import { type Finding, finding } from '../../finding/finding.js';
import type { BlueprintSource, BlueprintSpec } from '../schema/blueprint.js';
import type { SourceDocument, SourcePath } from '../source-document.js';
import type { Loaded } from '../sources.js';

/** Findings about one blueprint by itself. */
export type BlueprintRule = (blueprint: BlueprintSpec, report: BlueprintReport) => Finding[];

export type BlueprintReport = (code: FindingCode, path: SourcePath, message: string, details: ReportDetails) => Finding;

interface ReportDetails {
  readonly hint: string;
  /** @default 'value' */
  readonly part?: 'key' | 'value';
  /** A second place, below `spec` too. */
  readonly related?: SourcePath;
}

/** A report for the rules of one blueprint. */
export function blueprintReport({ document }: Loaded<BlueprintSource>): BlueprintReport {
  return (code, path, message, { hint, part = 'value', related }) =>
    finding(code, {
      message,
      hint,
      place: placeBelowSpec(document, path, part),
      ...(related === undefined ? {} : { related: placeBelowSpec(document, related, 'key') }),
    });
}

function placeBelowSpec(document: SourceDocument, path: SourcePath, part: 'key' | 'value') {
  return document.place(['spec', ...path], part);
}
