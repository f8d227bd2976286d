// The documents as a whole: links lead somewhere, every document can be reached, every finding code is explained.
import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingCodes } from '../../constructs/base/finding-codes.js';
import { anchorOf, documents, findDocument, type MarkdownFile, repository } from './markdown.js';

/** Characters; longer lines are hard to review. A table's row can not be broken. */
const longestLine = 140;

describe('documents', () => {
  it.each(documents)('$path has no dead links', (document) => {
    expect(linksOf(document).filter((link) => !leadsSomewhere(document, link))).toEqual([]);
  });

  it.each(documents)('$path has lines that fit', ({ lines }) => {
    expect(lines.filter((line) => line.length > longestLine && !/^\s*\|/.test(line))).toEqual([]);
  });

  it('can all be reached from README.md', () => {
    const linked = linksOf(findDocument('README.md')).map((link) => link.replace(/#.*/, ''));
    expect(documents.map(({ path }) => path).filter((path) => path !== 'README.md' && !linked.includes(path))).toEqual(
      [],
    );
  });

  it('explain each finding code under its own heading, in the order of the list', () => {
    const headings = findDocument('docs/findings.md').headings.filter(({ level }) => level === 3);
    expect(headings.map(({ text }) => text)).toEqual(Object.keys(findingCodes));
  });

  it.each(Object.entries(findingCodes))(
    'say of %s how severe it is, what it means and what to do',
    (code, { severity, title }) => {
      const [, section = ''] = findDocument('docs/findings.md').prose.split(`### ${code}\n`);
      const text = section
        .replace(/\n#[\s\S]*/, '')
        .replaceAll(/\s+/g, ' ')
        .trim();
      const opening = `${severity.charAt(0).toUpperCase()}${severity.slice(1)}: ${title}. `;
      expect(text.slice(0, opening.length)).toBe(opening);
      expect(text.length).toBeGreaterThan(opening.length);
    },
  );
});

function linksOf({ prose }: MarkdownFile): string[] {
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^https:/.test(target));
}

function leadsSomewhere({ path }: MarkdownFile, link: string): boolean {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? path : normalize(join(dirname(path), file));
  if (!existsSync(join(repository, target))) return false;
  return anchor === undefined || findDocument(target).headings.some(({ text }) => anchorOf(text) === anchor);
}
