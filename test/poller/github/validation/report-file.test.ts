import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { finding, OutsideError } from '../../../../constructs/base/finding.js';
import { makeReport } from '../../../../poller/github/validation/make-report.js';
import { readReport, reportFile, writeReport } from '../../../../poller/github/validation/report-file.js';
import { reportLimits } from '../../../../poller/github/validation/report-schema.js';
import { temporaryFolder } from '../../../temporary-folder.js';
import { headSha, sampleFindings, sampleReport } from './sample-report.js';

function readBack(content: unknown) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, reportFile), typeof content === 'string' ? content : JSON.stringify(content));
  return () => readReport(folder);
}

describe('report.json', () => {
  it('is read as it was written', () => {
    const folder = join(temporaryFolder(), 'new', 'folder');
    writeReport(folder, sampleReport());
    expect(readReport(folder)).toEqual(sampleReport());
  });

  const [finding1] = sampleFindings(1);
  const places = ['/etc/passwd', '../x', 'a/../../x', 'a//b', './a', 'a/.', '..', 'a\\b', 'a\nb', ''];
  const refused: readonly (readonly [string, unknown])[] = [
    ['text that is no JSON', '{'],
    ['no object', []],
    ['another format', { ...sampleReport(), format: 2 }],
    ['an unknown field', { ...sampleReport(), run: 'rm -rf /' }],
    ['a commit that is none', { ...sampleReport(), headSha: 'main' }],
    ['a pull request that is none', { ...sampleReport(), pullRequest: '7; rm' }],
    ['an unknown severity', { ...sampleReport(), findings: [{ ...finding1, severity: 'fine' }] }],
    ['a code with Markdown in it', { ...sampleReport(), findings: [{ ...finding1, code: 'load/`@all' }] }],
    ['a text without end', { ...sampleReport(), findings: [{ ...finding1, message: 'x'.repeat(2000) }] }],
    ['too many findings', { ...sampleReport(), findings: sampleFindings(reportLimits.findings + 1) }],
    ['a folder above its own', { ...sampleReport(), folder: '../other' }],
    ...places.map((file): [string, unknown] => [
      `the place ${JSON.stringify(file)}`,
      { ...sampleReport(), findings: [{ ...finding1, place: { file } }] },
    ]),
  ];
  it.each(refused)('is refused with %s', (_, content) => {
    expect(readBack(content)).toThrow(OutsideError);
  });

  it('is refused where it is larger than any report', () => {
    expect(readBack(' '.repeat(reportLimits.bytes + 1))).toThrow(OutsideError);
  });

  it('is refused where it is a link, a folder or missing', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'elsewhere'), JSON.stringify(sampleReport()));
    expect(() => readReport(folder)).toThrow(OutsideError);
    symlinkSync(join(folder, 'elsewhere'), join(folder, reportFile));
    expect(() => readReport(folder)).toThrow(OutsideError);
    const other = temporaryFolder();
    mkdirSync(join(other, reportFile));
    expect(() => readReport(other)).toThrow(OutsideError);
  });

  it('holds no more of a huge change than reading takes, and says what is left out', () => {
    const value = { list: 'x'.repeat(5000) };
    const fields = Array.from({ length: 700 }, (_, index) => ({
      path: `spec.f${index}`,
      before: value,
      after: 'y'.repeat(5000),
    }));
    const objects = [{ kind: 'ConfigMap', name: 'a', fate: 'changed' as const, fields, risk: 'restarts' as const }];
    const groups = Array.from({ length: 600 }, (_, index) => ({
      ids: [`t${index}`],
      example: {
        id: `t${index}`,
        fate: 'changed' as const,
        objects: index === 0 ? objects : [],
        risk: 'restarts' as const,
      },
    }));
    const findings = Array.from({ length: 1500 }, () => finding('load/syntax', { message: 'm'.repeat(5000) }));
    const report = makeReport({
      headSha,
      folder: '',
      findings,
      diff: { groups, unchanged: 3, descriptions: new Map() },
    });
    const folder = temporaryFolder();
    writeReport(folder, report);
    expect(readReport(folder)).toEqual(report);
    expect(report).toMatchObject({ omitted: 500, diff: { omitted: 100 } });
  });

  it('leaves out whole groups where all of them together are too large', () => {
    const fields = Array.from({ length: 400 }, (_, index) => ({ path: `spec.f${index}`, after: 'y'.repeat(5000) }));
    const object = { kind: 'ConfigMap', name: 'a', fate: 'changed' as const, fields, risk: 'restarts' as const };
    const example = { id: 'a', fate: 'changed' as const, objects: Array(20).fill(object), risk: 'restarts' as const };
    const groups = Array.from({ length: 10 }, () => ({ ids: ['a'], example }));
    const { diff } = makeReport({
      headSha,
      folder: '',
      findings: [],
      diff: { groups, unchanged: 0, descriptions: new Map() },
    });
    expect(diff?.groups).toHaveLength(2);
    expect(diff?.omitted).toBe(8);
  });

  it('names errors before warnings, so that none is left out for them', () => {
    const findings = [finding('publish/missing-file', { message: 'a' }), finding('load/syntax', { message: 'z' })];
    expect(makeReport({ headSha, folder: '', findings }).findings.map(({ severity }) => severity)).toEqual([
      'error',
      'warning',
    ]);
  });
});
