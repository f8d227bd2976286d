// Findings as annotations of a check run, each on its line and in plain text.
import { aboutWhom } from '../../constructs/base/finding.js';
import type { ReportedFinding } from './validation/report-schema.js';

export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column?: number;
  readonly end_column?: number;
  readonly annotation_level: 'warning' | 'failure';
  readonly title: string;
  readonly message: string;
}

const levels = { error: 'failure', warning: 'warning' } as const;

/** One for each finding that has a place; `folder` is the platform's in its repository. */
export function annotations(findings: readonly ReportedFinding[], folder: string): Annotation[] {
  return findings.flatMap((finding) => {
    const { place, severity, code, hint, manifest } = finding;
    if (place === undefined) return [];
    const { file, line = 1, column } = place;
    return [
      {
        path: folder === '' ? file : `${folder}/${file}`,
        start_line: line,
        end_line: line,
        start_column: column,
        end_column: column,
        annotation_level: levels[severity],
        title: code,
        message: [
          aboutWhom(finding),
          manifest === undefined ? '' : ` (rendered into ${manifest})`,
          hint === undefined ? '' : ` — ${hint}`,
        ].join(''),
      },
    ];
  });
}
