// The TypeScript that documents show of constructs, as the file that a platform commits: what its compiler makes of it.
import { basename } from 'node:path';
import ts from 'typescript';
import type { SourceText } from '../../generator/read/read-sources.js';
import type { Block } from './markdown.js';

export const constructInfo = 'ts construct';

/** Named by what it calls itself. */
export function constructFile({ text }: Pick<Block, 'text'>): SourceText {
  const [, name = ''] = /^const name = '([a-z-]+)';$/m.exec(text) ?? [];
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true };
  const { outputText } = ts.transpileModule(text, { compilerOptions, fileName: `${basename(name)}.mts` });
  return { file: `constructs/extra/${name}.mjs`, text: outputText, findings: [] };
}
