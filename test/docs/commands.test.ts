// What the documents tell people to type: it is run in a copy of the repository, or its commands and options exist.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { makeProgram } from '../../cli/program.js';
import { processTerminal } from '../../cli/terminal.js';
import { constructFile, isConstruct } from './construct-block.js';
import { type Block, documents, folders, type MarkdownFile, repository } from './markdown.js';
import { makeSandbox, type Sandbox } from './sandbox.js';

/** Blocks that are not run, and why. */
const notRun = ['sh cluster', 'sh network', 'sh example'];
const expectedCodes: Readonly<Record<string, number>> = { sh: 0, 'sh fails': 1 };
const program = await makeProgram(processTerminal({}), () => {});
const packageFile = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

let original: Sandbox;
beforeAll(() => {
  original = makeSandbox();
  return () => original.remove();
}, 120_000);

const runnable = documents.filter(({ blocks }) => blocks.some(({ info }) => info in expectedCodes));

describe('commands in documents', () => {
  it.each(runnable)('of $path do what the text says', { timeout: 300_000 }, (document) => {
    const sandbox = original.copy();
    try {
      expect(unexpected(document, sandbox)).toEqual([]);
    } finally {
      sandbox.remove();
    }
  });

  it.each(documents)('of $path exist, with their options', ({ blocks, prose }) => {
    const scripts = blocks.filter(({ info }) => info.startsWith('sh')).map(({ text }) => text);
    const inline = [...prose.matchAll(/`((?:tenantry|npm) [^`]+)`/g)].map(([, command = '']) => command);
    expect([...scripts, ...inline].flatMap(commandsIn).flatMap(unknownIn)).toEqual([]);
  });

  it('are run, unless the block says why not', () => {
    const infos = documents
      .flatMap(({ blocks }) => blocks.map(({ info }) => info))
      .filter((info) => /^(?:sh|bash|console)/.test(info));
    expect(infos.filter((info) => !(info in expectedCodes) && !notRun.includes(info))).toEqual([]);
  });
});

/** Goes through a document as a reader does: puts files where they belong, runs commands, compares what they print. */
function unexpected({ blocks }: MarkdownFile, sandbox: Sandbox): string[] {
  let printed = '';
  return blocks.flatMap((block) => {
    if (block.info in folders) putFile(block, sandbox);
    if (isConstruct(block)) {
      const { file, text = '' } = constructFile(block);
      sandbox.write(file, text);
    }
    if (block.info === 'text output') return unprinted(block, printed);
    const expected = expectedCodes[block.info];
    if (expected === undefined) return [];
    const { code, output } = sandbox.run(block.text);
    printed = output;
    return code === expected ? [] : [`line ${block.line} ended with ${code}: ${output}`];
  });
}

function putFile({ text, info }: Block, sandbox: Sandbox): void {
  const { metadata } = parse(text) as { metadata: { name: string } };
  sandbox.write(`${folders[info]}/${metadata.name}.yaml`, text);
}

function unprinted({ text, line }: Block, printed: string): string[] {
  const lines = text.split('\n').filter((each) => each !== '');
  return lines
    .filter((each) => !new RegExp(`^${each.split('…').map(escaped).join('.*')}$`, 'm').test(printed))
    .map((each) => `line ${line}: ${each} is not in ${printed}`);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Commands of a script as lists of words; quotes keep words together. */
function commandsIn(script: string): string[][] {
  return script
    .replaceAll('\\\n', ' ')
    .split(/\n|\|\||&&|[|;]/)
    .map((command) => [...command.matchAll(/"[^"]*"|'[^']*'|\S+/g)].map(([word]) => word))
    .filter(([first]) => first === 'tenantry' || first === 'npm');
}

function unknownIn([first, ...words]: string[]): string[] {
  return first === 'npm' ? unknownScript(words) : unknownOption(words);
}

function unknownScript([name = '', script]: string[]): string[] {
  const known =
    name === 'run'
      ? (script ?? '') in packageFile.scripts
      : ['ci', 'install', 'link'].includes(name) || name in packageFile.scripts;
  return known ? [] : [`npm ${name} ${script ?? ''}`];
}

function unknownOption([name = '', ...words]: string[]): string[] {
  const command = program.commands.find((each) => each.name() === name);
  if (command === undefined) return [`tenantry ${name}`];
  const known = ['--help', ...command.options.flatMap(({ long, short }) => [long, short])];
  return words
    .filter((word) => word.startsWith('-') && word !== '-' && !known.includes(word))
    .map((word) => `tenantry ${name} ${word}`);
}
