import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commentMarker, commentParts, commentText, cutMarkdown } from '../../../poller/github/comment-sections.js';

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

describe('cutting Markdown', () => {
  it('leaves what fits', () => {
    expect(cutMarkdown('abc', { limit: 3 })).toBe('abc');
  });

  it('never gives more than the limit, and closes what it folds', () => {
    const line = fc.oneof(
      fc.constant('<details><summary>x</summary>'),
      fc.constant('</details>'),
      fc.constant('### x'),
      fc.string({ maxLength: 400 }),
    );
    const text = fc.array(line, { minLength: 1, maxLength: 60 }).map((lines) => wellFolded(lines).join('\n'));
    fc.assert(
      fc.property(text, fc.integer({ min: 300, max: 3000 }), (whole, limit) => {
        const cut = cutMarkdown(whole, { limit, fullUrl: 'https://github.com/a/b/actions/runs/1' });
        expect(cut.length).toBeLessThanOrEqual(limit);
        expect(opened(cut)).toBe(0);
      }),
    );
  });

  it('drops a group that would be shown in part', () => {
    const text = ['### one', 'a'.repeat(200), '### two', 'b'.repeat(200)].join('\n');
    const cut = cutMarkdown(`${'head\n'.repeat(3)}${text}`, { limit: 400 });
    expect(cut).toContain('### one');
    expect(cut).not.toContain('### two');
  });
});

/** Every fold closed before the next, as a diff has them. */
function wellFolded(lines: readonly string[]): string[] {
  let open = false;
  const folded = lines.filter((line) => {
    if (line.startsWith('<details>')) {
      if (open) return false;
      open = true;
    } else if (line.startsWith('</details>')) {
      if (!open) return false;
      open = false;
    }
    return true;
  });
  return open ? [...folded, '</details>'] : folded;
}

function opened(text: string): number {
  const lines = text.split('\n');
  const count = (tag: string) => lines.filter((line) => line.startsWith(tag)).length;
  return count('<details>') - count('</details>');
}
