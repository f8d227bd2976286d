// The constructs that documents show compile for whoever copies them, against the types that the package exports.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.js';
import { constructInfo } from './construct-block.js';
import { documents, repository } from './markdown.js';

const shown = documents.flatMap(({ path, blocks }) =>
  blocks.filter(({ info }) => info === constructInfo).map((block) => ({ ...block, path })),
);
const types = join(repository, 'build', 'constructs', 'extra', 'construct.d.ts');

it('are shown', () => {
  expect(shown).not.toEqual([]);
});

it.each(shown)('$path:$line has the types that it needs', { timeout: 120_000 }, ({ text }) => {
  expect(faultsOf(text)).toEqual([]);
  expect(faultsOf(text.replace('user: 999', "user: 'redis'"))).toEqual([
    "Type 'string' is not assignable to type 'number'.",
  ]);
});

it('come from what the package exports', () => {
  const { exports: exported } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, unknown>>;
  };
  expect(exported['./constructs']).toEqual({ types: './build/constructs/extra/construct.d.ts' });
});

function faultsOf(text: string): string[] {
  const file = join(temporaryFolder(), 'shown.mts');
  writeFileSync(file, text);
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    exactOptionalPropertyTypes: true,
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    types: [],
    paths: { 'tenantry/constructs': [types] },
  };
  const program = ts.createProgram([file], options);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}
