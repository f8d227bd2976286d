import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commentMarker, commentParts, commentText } from '../../../poller/github/comment-sections.js';

const commit = fc.stringMatching(/^[0-9a-f]{40}$/);
const line = fc.stringMatching(/^[ -~]{0,40}$/).filter((text) => !/^<!-- .?tenantry:/.test(text));
const markdown = fc.array(line, { maxLength: 5 }).map((lines) => lines.join('\n').trimEnd());

describe('the parts of a comment', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(markdown, fc.dictionary(commit, markdown, { maxKeys: 3 }), (report, texts) => {
        const parts = { report, sections: new Map(Object.entries(texts)) };
        expect(commentParts(commentText(parts))).toEqual(parts);
      }),
    );
  });

  it('stay below what GitHub takes, with the sections whole', () => {
    const sections = new Map(
      ['a', 'b', 'c', 'd'].map((digit) => [digit.repeat(40), 'a tenant is live\n'.repeat(2000)]),
    );
    const text = commentText({ report: 'words\n'.repeat(20_000), sections });
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect([...commentParts(text).sections.keys()]).toEqual(['b', 'c', 'd'].map((digit) => digit.repeat(40)));
  });

  it('are all report where a section never ends', () => {
    const open = `<!-- tenantry:commit ${'a'.repeat(40)} -->\nlost`;
    expect(commentParts(`${commentMarker}\nreport\n${open}`)).toEqual({
      report: `report\n${open}`,
      sections: new Map(),
    });
  });

  it('are read where GitHub gives back CRLF', () => {
    const text = commentText({ report: 'a\nb', sections: new Map([['a'.repeat(40), 'live']]) });
    expect(commentParts(text.replaceAll('\n', '\r\n'))).toEqual(commentParts(text));
  });
});
