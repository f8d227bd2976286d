// How a rule of a blueprint makes its findings: at a path below `spec`.

import type { JobSource } from '../jobs/schema.js';
import type { ServiceSource } from '../services/schema.js';
import { type Finding, finding } from './finding.js';
import type { FindingCode } from './finding-codes.js';
import type { BlueprintSource, BlueprintSpec, Loaded, SourceDocument, SourcePath } from './sources.js';

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
      related: related && placeBelowSpec(document, related, 'key'),
    });
}

function placeBelowSpec(document: SourceDocument, path: SourcePath, part: 'key' | 'value') {
  return document.place(['spec', ...path], part);
}

export interface Workload {
  readonly kind: 'services' | 'jobs';
  readonly name: string;
  /** Below `spec`. */
  readonly path: SourcePath;
  readonly container: ServiceSource | JobSource;
}

/** Every service and job, services first. */
export function workloadsOf({ services, jobs }: Pick<BlueprintSpec, 'services' | 'jobs'>): Workload[] {
  return [
    ...Object.entries(services).map(([name, container]) => workload('services', name, container)),
    ...Object.entries(jobs).map(([name, container]) => workload('jobs', name, container)),
  ];
}

function workload(kind: Workload['kind'], name: string, container: Workload['container']): Workload {
  return { kind, name, path: [kind, name], container };
}
