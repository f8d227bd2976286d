// Constructs that documents show, as the files that a platform commits: JavaScript as it is, TypeScript compiled.
import { basename } from 'node:path';
import ts from 'typescript';
import type { SourceText } from '../../generator/read/read-sources.js';
import type { Block } from './markdown.js';

export function isConstruct({ info }: Pick<Block, 'info'>): boolean {
  return info === 'ts construct' || info === 'js construct';
}

/** Named by what it calls itself. */
export function constructFile({ text }: Pick<Block, 'text'>): SourceText {
  const [, name = ''] = /^const name = '([a-z-]+)';$/m.exec(text) ?? [];
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true };
  const { outputText } = ts.transpileModule(text, { compilerOptions, fileName: `${basename(name)}.mts` });
  return { file: `constructs/extra/${name}.mjs`, text: outputText, findings: [] };
}
