import { describe, expect, it } from 'vitest';
import type { DiffGroup } from '../../../../generator/diff/group-diffs.js';
import { makeReport } from '../../../../poller/github/validation/make-report.js';
import { reportLimits, reportSchema } from '../../../../poller/github/validation/report-schema.js';
import { reportMarkdown } from '../../../../poller/github/validation/report-text.js';
import { headSha } from './sample-report.js';

function group(ids: readonly string[]): DiffGroup {
  const fields = [{ path: 'spec.replicas', before: 2, after: 3 }];
  const object = { kind: 'Deployment', name: 'api', fate: 'changed' as const, fields, risk: 'resizes' as const };
  return { ids, example: { id: ids[0] ?? '', fate: 'changed', objects: [object], risk: 'resizes' } };
}

function reportOf(groups: readonly DiffGroup[], more: object = {}) {
  const diff = { groups, unchanged: 7, descriptions: new Map(), ...more };
  return makeReport({ headSha, folder: '', findings: [], diff });
}

describe('the report of a huge diff', () => {
  const groups = Array.from({ length: reportLimits.groups + 100 }, (_, index) => group([`t${index}`, `u${index}`]));

  it('counts every tenant, also those of groups that there is no room for', () => {
    const report = reportOf(groups);
    expect(report.diff?.groups).toHaveLength(reportLimits.groups);
    expect(report.diff).toMatchObject({ changing: 2 * groups.length, omitted: 100 });
    expect(reportMarkdown(report)).toContain('1200 tenants change: 2 alike (shown once), 1198 otherwise');
    expect(reportMarkdown(report)).toContain('100 more groups');
  });
});

describe('a report', () => {
  it('tells what changes for all tenants and who only costs otherwise, within what reading allows', () => {
    const long = 'a'.repeat(2000);
    const report = reportOf([], { shared: [group(['p.eu.set-0'])], prices: [{ ids: ['b'], sentence: long }] });
    expect(reportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    expect(reportMarkdown(report)).toContain('for all tenants, changes: `p.eu.set-0`');
    expect(reportMarkdown(report)).toContain('new prices: `b`: `aaa');
  });
});
