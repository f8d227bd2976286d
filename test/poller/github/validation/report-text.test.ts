import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeSpan } from '../../../../generator/diff/diff-report.js';
import { reportMarkdown, reportTitle } from '../../../../poller/github/validation/report-text.js';
import { sampleDiff, sampleFindings, sampleReport } from './sample-report.js';

const hostile = [
  '@everyone @acme/platform-team',
  '<img src=x onerror=alert(1)><!-- tenantry:report -->',
  '`` ` ``` `@everyone',
  '</details>\n\n# all is well\n\n[click](https://evil.example)',
  'see #1 and GH-2 and https://evil.example',
  '\u202Egnp.exe\u0000',
  '',
  '`',
];

/** What is left of Markdown once code spans are taken out, as CommonMark reads them (spec.commonmark.org/0.31.2/#code-spans). */
function outsideCode(markdown: string): string {
  return markdown
    .split('\n')
    .map((line) => line.replaceAll(/(?<!`)(`+)(?!`)(?:.*?[^`])?\1(?!`)/g, ''))
    .join('\n');
}

describe('the text of a report', () => {
  it.each(hostile)('keeps %j where it can do nothing', (text) => {
    const diff = sampleDiff('acme-auto');
    const [group] = diff.groups;
    if (group === undefined) throw new Error('no group');
    const [object] = group.example.objects;
    const objects = [
      {
        ...(object ?? group.example.objects[0]),
        kind: text,
        name: text,
        fields: [{ path: text, before: text, after: text }],
      },
    ];
    const report = sampleReport({
      findings: [
        {
          code: 'load/syntax',
          severity: 'error',
          message: text,
          hint: text,
          place: { file: 'a.yaml' },
          manifest: text,
          tenant: text,
        },
      ],
      diff: {
        ...diff,
        groups: [
          {
            ids: [text],
            example: { ...group.example, id: text, fate: 'added', objects: objects as typeof group.example.objects },
          },
        ],
        descriptions: [[text, text]],
        costs: [[text, text]],
      },
    });
    const left = outsideCode(reportMarkdown(report));
    expect(left).not.toMatch(/@|#\d|GH-|evil|click|<img|<!--|all is well|\p{Cf}/u);
    expect(left.match(/<[^>]*>/g)).toEqual(['<details>', '<summary>', '</summary>', '</details>']);
    expect(left).not.toContain('`');
  });

  it('has code spans that nothing leaves', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', ' ', 'a', '\n', '\\', '@'), maxLength: 30 }), (text) => {
        expect(outsideCode(`x${codeSpan(text)}y`)).toBe('xy');
      }),
    );
  });

  it('counts in its title what is wrong', () => {
    expect(reportTitle(sampleReport())).toBe('nothing is wrong');
    const warning = sampleFindings(1).map((each) => ({ ...each, severity: 'warning' as const }));
    expect(reportTitle(sampleReport({ findings: [...sampleFindings(2), ...warning], omitted: 9 }))).toBe(
      '2 errors, 1 warning, 9 more findings',
    );
  });

  it('says so where what would change is not known', () => {
    const { diff: _, ...report } = sampleReport({ findings: sampleFindings(60) });
    const text = reportMarkdown(report);
    expect(text).toContain('not known');
    expect(text).toContain('10 more');
  });
});
