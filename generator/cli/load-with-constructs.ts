// Loads texts for commands that render: with the code in constructs/extra/ that blueprints name. Code runs as it is in one place only:
// where a change is judged against a revision, in that revision, or whoever proposes a change would have its judge in hand.
import { type Finding, finding } from '../finding/finding.js';
import type { ConstructModules } from '../load/construct-modules.js';
import { importConstructs } from '../load/import-constructs.js';
import { load } from '../load/load.js';
import { readConstructs, type SourceText, type SourceTexts } from '../load/read-sources.js';
import type { LoadResult } from '../load/sources.js';
import { readConstructsAt } from '../publish/source-revision.js';

/** `code` is what is run of the constructs that the texts have; their own where absent. */
export async function loadWithConstructs(
  texts: SourceTexts,
  code: readonly SourceText[] = texts.constructs,
): Promise<LoadResult> {
  const { sources, findings } = load(texts, await importFor(texts, code));
  return { ...(sources === undefined ? {} : { sources }), findings: [...findings, ...notRun(texts, code)] };
}

/** The code to run where a change is judged against a revision, and the folder's own where it is not. */
export async function codeToRun(root: string, from: string | undefined): Promise<readonly SourceText[]> {
  return from === undefined ? readConstructs(root) : readConstructsAt(root, from);
}

/** Modules of the constructs that the texts still have. */
export async function importFor(texts: SourceTexts, code: readonly SourceText[]): Promise<ConstructModules> {
  const files = new Set(texts.constructs.map(({ file }) => file));
  return importConstructs(code.filter(({ file }) => files.has(file)));
}

function notRun(texts: SourceTexts, code: readonly SourceText[]): Finding[] {
  const before = new Map(code.map(({ file, text }) => [file, text]));
  return texts.constructs
    .filter(({ file, text }) => before.get(file) !== text)
    .map(({ file }) =>
      finding('load/construct-not-run', {
        message: 'this change of code is not run: everything is rendered with the code of where it is to go',
        hint: 'read it; `tenantry render` without --from shows what it does',
        place: { file },
      }),
    );
}
