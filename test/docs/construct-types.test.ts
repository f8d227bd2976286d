// The constructs that documents show compile for whoever copies them, against the types that the package exports.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.js';
import { isConstruct } from './construct-block.js';
import { type Block, documents, findDocument, repository } from './markdown.js';

const shown = documents.flatMap(({ path, blocks }) => blocks.filter(isConstruct).map((block) => ({ ...block, path })));
const types = join(repository, 'build', 'constructs', 'index.d.ts');
/** As Tenantry's package has them beside it. */
const packages = Object.fromEntries(
  ['cdk8s', 'cdk8s-plus-29', 'constructs'].map((name) => [
    name,
    [join(repository, 'node_modules', name, 'lib', 'index.d.ts')],
  ]),
);

it('are shown', () => {
  expect(shown).not.toEqual([]);
});

it.each(shown)('$path:$line has the types that it needs', { timeout: 120_000 }, (block) => {
  expect(faultsOf(block)).toEqual([]);
  expect(faultsOf({ ...block, text: block.text.replace(/user: \d+/, "user: 'redis'") })).toEqual([
    "Type 'string' is not assignable to type 'number'.",
  ]);
});

it('and the concern that CONTRIBUTING.md adds are of the types that the sources have', { timeout: 120_000 }, () => {
  const blocks = findDocument('CONTRIBUTING.md').blocks.filter(({ info }) => info === 'ts');
  const text = [importsOfConcern, ...blocks.map((block) => block.text)].join('\n');
  expect(faultsOfConcern(text)).toEqual([]);
  expect(faultsOfConcern(text.replace("name: 'search'", 'name: 1'))).toEqual([
    "Type 'number' is not assignable to type 'string'.",
  ]);
});

it('come from what the package exports', () => {
  const { exports: exported } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, unknown>>;
  };
  expect(exported['./constructs']).toEqual({ types: './build/constructs/index.d.ts' });
});

function faultsOf({ info, text }: Pick<Block, 'info' | 'text'>): string[] {
  const file = join(temporaryFolder(), info === 'js construct' ? 'shown.mjs' : 'shown.mts');
  writeFileSync(file, text);
  const options: ts.CompilerOptions = {
    strict: true,
    allowJs: true,
    checkJs: true,
    noEmit: true,
    skipLibCheck: true,
    // The strictest options that an author may have; the classes of cdk8s-plus do not compile under this one.
    exactOptionalPropertyTypes: info === 'ts construct',
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    types: [],
    paths: { 'tenantry/constructs': [types], ...packages },
  };
  const program = ts.createProgram([file], options);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

/** Of the folder's files, which the document leaves out. */
const importsOfConcern = `
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { z } from 'zod';
import type { Concern, PlanInput } from '../base/concern.js';
import type { KindTable } from '../base/kind.js';
import { objectMeta, selectorLabels } from '../base/metadata.js';
import { Service } from '../base/resources.js';
import { bytes, distinct, label } from '../base/schema.js';
import type { FieldsOf } from '../base/sources.js';
import type { TenantProps } from '../base/tenant.js';
import type { Traced } from '../base/traced.js';
import { waves } from '../base/waves.js';`;

/** As if all of it were one file of a folder in constructs/. */
function faultsOfConcern(text: string): string[] {
  const file = join(repository, 'constructs', 'search', 'index.ts');
  const { config } = ts.readConfigFile(join(repository, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [file], include: [] }, ts.sys, repository);
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram([file], options, {
    ...host,
    fileExists: (path) => path === file || host.fileExists(path),
    readFile: (path) => (path === file ? text : host.readFile(path)),
    getSourceFile: (path, version) =>
      path === file ? ts.createSourceFile(path, text, version) : host.getSourceFile(path, version),
  });
  const shownFile = program.getSourceFile(file);
  return ts
    .getPreEmitDiagnostics(program, shownFile)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}
