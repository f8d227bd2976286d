// Opens a platform for a command: its files are read and checked, its own constructs run, and its tenants are planned.
import { join, resolve } from 'node:path';
import type { ConstructModules } from '../constructs/base/construct-modules.js';
import { type Finding, finding, OutsideError } from '../constructs/base/finding.js';
import type { ObjectCheck } from '../generator/check/object-finding.js';
import { type SchemaSets, tryReadSchemas } from '../generator/kube-schemas/schema-cache.js';
import { readSourcesAt } from '../generator/publish/source-revision.js';
import { importConstructs } from '../generator/read/import-constructs.js';
import { load } from '../generator/read/load.js';
import { readConstructs, readSources, type SourceText, type SourceTexts } from '../generator/read/read-sources.js';
import type { Sources } from '../generator/read/sources.js';
import type { PlatformRenderer } from '../generator/render-platform.js';
import { today } from './clock.js';

/** What is done with a platform's texts. */
interface OpenTextsOptions {
  /** Where false, files are only read and checked: no code runs, and no tenant is planned. @default true */
  readonly plan?: boolean;
  /** Whether the platform's own policies check rendered objects. @default false */
  readonly policies?: boolean;
  /** The schemas of a cluster, which check rendered objects. */
  readonly schemas?: SchemaSets;
  /** The constructs that run, of those that the platform has. @default its own */
  readonly code?: readonly SourceText[];
  /** Where a change is to go: it says who claimed what first. */
  readonly before?: OpenPlatform;
}

interface OpenOptions extends Pick<OpenTextsOptions, 'plan' | 'policies'> {
  readonly root: string;
  /** Source revision to open; the working tree where absent. */
  readonly revision?: string;
  /** Source revision that a change is to go to: its constructs run, and it is opened as `before`. */
  readonly from?: string;
  /** Checks rendered objects against the schemas in this folder, or in the usual one where nothing is named. */
  readonly schemas?: { readonly folder: string | undefined };
}

export interface OpenPlatform {
  readonly texts: SourceTexts;
  readonly findings: readonly Finding[];
  /** Absent where the platform itself is broken, or a policy that was to check it. */
  readonly sources?: Sources;
  /** Absent without sources, and where nothing was to be planned. */
  readonly renderer?: PlatformRenderer;
  /** Whether objects are checked against the schemas of a cluster. */
  readonly hasSchemas: boolean;
  /** What `from` names. */
  readonly before?: OpenPlatform;
}

/**
 * Opens the platform below a folder. The code that runs is that of `from`, and without it the working tree's: a change that is compared
 * with a revision, or a revision that somebody only looks at, never runs its own.
 * @throws OutsideError for a revision that git does not know, and for schemas that are damaged, or named and not there.
 */
export async function openPlatform({ root, revision, from, schemas, ...rest }: OpenOptions): Promise<OpenPlatform> {
  const before = from === undefined ? undefined : await openTexts(await readSourcesAt(root, from));
  const texts = revision === undefined ? await readSources(root) : await readSourcesAt(root, revision);
  const own = revision === undefined ? texts.constructs : await readConstructs(root);
  const code = before?.texts.constructs ?? own;
  return openTexts(texts, { ...rest, code, before, schemas: schemas && schemasIn(root, schemas.folder) });
}

/** The same for texts that are read already. */
export async function openTexts(texts: SourceTexts, options: OpenTextsOptions = {}): Promise<OpenPlatform> {
  const { plan = true, policies = false, schemas, code = texts.constructs, before } = options;
  const opened = { texts, before, hasSchemas: schemas !== undefined };
  if (!plan) return { ...opened, ...load(texts) };
  const { sources, findings: found } = load(texts, await runConstructs(texts, code));
  const findings = [...found, ...notRun(texts, code)];
  if (sources === undefined) return { ...opened, findings };
  const own = policies ? await policyChecks(sources) : { checks: [], findings: [] };
  if (own.checks === undefined) return { ...opened, findings: [...findings, ...own.findings] };
  const objectChecks = [...(await schemaChecks(schemas)), ...own.checks];
  // cdk8s is loaded only where something is rendered.
  const { PlatformRenderer } = await import('../generator/render-platform.js');
  const renderer = new PlatformRenderer(sources, { objectChecks, today: today(), before: before?.renderer?.claims });
  return { ...opened, findings, sources, renderer };
}

/** Runs those modules of the code that the texts still have. */
export async function runConstructs(texts: SourceTexts, code: readonly SourceText[]): Promise<ConstructModules> {
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

/** No checks where one of the policies is broken: nobody knows what it asks for, so nothing may go out. */
async function policyChecks({
  policies,
  policyNames,
}: Sources): Promise<{ readonly checks?: readonly ObjectCheck[]; readonly findings: readonly Finding[] }> {
  if (policyNames.size === 0) return { checks: [], findings: [] };
  // CEL is loaded only where there is something for it to do.
  const [{ compilePolicies }, { PolicyCheck }] = await Promise.all([
    import('../generator/object-policies/compile-policies.js'),
    import('../generator/object-policies/policy-check.js'),
  ]);
  const { policies: compiled, findings } = compilePolicies(policies);
  return compiled.length === policyNames.size ? { checks: [new PolicyCheck(compiled)], findings } : { findings };
}

async function schemaChecks(sets: SchemaSets | undefined): Promise<ObjectCheck[]> {
  if (sets === undefined) return [];
  // ajv is loaded only where there is something for it to do.
  const { SchemaCheck } = await import('../generator/kube-schemas/schema-check.js');
  return [new SchemaCheck(sets)];
}

/** Where `tenantry schemas pull` puts schemas, below the platform's folder. */
export const schemaFolder = join('.tenantry', 'schemas');

/** Undefined where none were pulled, and nobody asked for them. */
function schemasIn(root: string, folder: string | undefined): SchemaSets | undefined {
  const sets = tryReadSchemas(resolve(root, folder ?? schemaFolder));
  if (sets !== undefined || folder === undefined) return sets;
  throw new OutsideError(`there are no schemas in ${folder}`, {
    hint: `fill it: tenantry schemas pull --to ${folder}`,
  });
}
