// Reports for the tests: of one small change, and with whatever a stranger may have put in.
import type { Report } from '../../../../poller/github/validation/report-schema.js';

export const headSha = 'b'.repeat(40);

export function sampleReport(changes: Partial<Report> = {}): Report {
  return {
    format: 1,
    headSha,
    pullRequest: 7,
    folder: '',
    findings: [],
    omitted: 0,
    diff: sampleDiff('acme-auto'),
    ...changes,
  };
}

export function sampleDiff(id: string): NonNullable<Report['diff']> {
  const fields = [{ path: 'spec.replicas', before: '2', after: '3' }];
  const objects = [{ kind: 'Deployment', name: 'api', fate: 'changed' as const, fields, risk: 'resizes' as const }];
  const example = { id, fate: 'changed' as const, objects, risk: 'resizes' as const };
  return { changing: 1, unchanged: 5, groups: [{ ids: [id], example }], shared: [], descriptions: [], omitted: 0 };
}

/** Findings on as many lines. */
export function sampleFindings(count: number): Report['findings'] {
  return Array.from({ length: count }, (_, index) => ({
    code: 'load/syntax',
    severity: 'error' as const,
    message: `line ${index + 1} does not parse`,
    place: { file: 'tenants/acme-auto.yaml', line: index + 1 },
  }));
}
