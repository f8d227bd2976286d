// The repository's documents as the tests read them: fenced blocks, headings, links. Input are the Markdown files themselves.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const repository = join(import.meta.dirname, '..', '..');

export interface Block {
  /** What follows the opening fence, as `sh cluster`. */
  readonly info: string;
  readonly text: string;
  /** Where it begins, from 1. */
  readonly line: number;
}

export interface MarkdownFile {
  /** From the repository's root. */
  readonly path: string;
  readonly lines: readonly string[];
  readonly blocks: readonly Block[];
  /** The text without its fenced blocks. */
  readonly prose: string;
  readonly headings: readonly { readonly level: number; readonly text: string }[];
}

/** Where the files belong that blocks hold whole. */
export const folders: Readonly<Record<string, string>> = {
  'yaml tenant': 'tenants',
  'yaml blueprint': 'blueprints',
  'yaml policy': 'policies',
};

/** A block may be indented, as one in a list is. */
const fence = /^( *)```(.*)\n([\s\S]*?)^\1```$/gm;

export const documents: readonly MarkdownFile[] = [
  ...readdirSync(repository).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(repository, 'docs')).map((name) => `docs/${name}`),
].map((path) => parseMarkdown(path, readFileSync(join(repository, path), 'utf8')));

/** The document at a path from the repository's root; throws where there is none. */
export function findDocument(path: string): MarkdownFile {
  const found = documents.find((each) => each.path === path);
  if (found === undefined) throw new Error(`there is no document ${path}`);
  return found;
}

/** What GitHub makes of a heading for links to it. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

function parseMarkdown(path: string, text: string): MarkdownFile {
  const lines = text.split('\n');
  const blocks = [...text.matchAll(fence)].map((match) => blockOf(text, match));
  const prose = text.replaceAll(fence, '');
  const headings = [...prose.matchAll(/^(#+) (.+)$/gm)].map(([, marks = '', heading = '']) => ({
    level: marks.length,
    text: heading,
  }));
  return { path, lines, blocks, prose, headings };
}

function blockOf(text: string, { index, 1: indent = '', 2: info = '', 3: body = '' }: RegExpMatchArray): Block {
  const unindented = body.split('\n').map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
  return { info, text: unindented.join('\n'), line: text.slice(0, index).split('\n').length };
}
