// What validate, render and publish begin with: the platform, with every check that its folder asks for beside our own rules.

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Finding, finding, OutsideError } from '../constructs/base/finding.js';
import type { Loaded } from '../constructs/base/sources.js';
import type { ConstructModules } from '../constructs/extra/modules.js';
import type { ObjectCheck } from '../generator/check/object-check.js';
import { type SchemaSets, tryReadSchemas } from '../generator/kube-schemas/schema-cache.js';
import { NoGitError } from '../generator/publish/git.js';
import { emptyTree, gitTree } from '../generator/publish/git-tree.js';
import { openRepository } from '../generator/publish/open-repository.js';
import { readConstructsAt, readSourcesAt } from '../generator/publish/source-revision.js';
import { importConstructs } from '../generator/read/import-constructs.js';
import { load, loadPlatformSource } from '../generator/read/load.js';
import {
  readConstructs,
  readPlatformSource,
  readSources,
  type SourceText,
  type SourceTexts,
} from '../generator/read/read-sources.js';
import type { PlatformSource, PlatformSpec } from '../generator/read/schema/platform.js';
import type { LoadResult, Sources } from '../generator/read/sources.js';
import { PlatformRenderer } from '../generator/render-platform.js';
import { diskTree } from '../generator/tree/disk-tree.js';
import type { Tree } from '../generator/tree/tree.js';
import { today } from './clock.js';

export interface CheckedOptions {
  readonly root: string;
  /** Folder with the schemas of a cluster. @default '.tenantry/schemas' */
  readonly schemas?: string;
  /** Source revision that a change is judged against: its constructs are run, and it tells who claimed what first. */
  readonly from?: string;
}

export interface CheckedPlatform extends LoadedPlatform {
  /** Whether objects are checked against the schemas of a cluster. */
  readonly hasSchemas: boolean;
  /** What `from` names. */
  readonly before?: LoadedSide;
}

/** Where `tenantry schemas pull` puts schemas, below the platform's folder. */
export const schemaFolder = join('.tenantry', 'schemas');

/** Reads and plans everything below a folder. @throws OutsideError for schemas that are damaged, or named and not there. */
export async function loadCheckedPlatform({ root, schemas, from }: CheckedOptions): Promise<CheckedPlatform> {
  const code = await codeToRun(root, from);
  const { sources, findings } = await loadWithConstructs(await readSources(root), code);
  const sets = schemasIn(root, schemas);
  const hasSchemas = sets !== undefined;
  if (sources === undefined) return { findings, hasSchemas };
  // ajv and CEL are loaded only where there is something for them to do.
  const schemaChecks =
    sets === undefined ? [] : [new (await import('../generator/kube-schemas/schema-check.js')).SchemaCheck(sets)];
  const policies = await tryReadPolicies(sources);
  if (policies.check === undefined) return { findings: [...findings, ...policies.findings], hasSchemas };
  const objectChecks = [...schemaChecks, ...policies.check];
  const before = await tryLoadSide(root, from, code);
  const renderer = new PlatformRenderer(sources, { objectChecks, today: today(), before: before?.renderer?.claims });
  return { findings, sources, renderer, hasSchemas, before };
}

/** Undefined where none were pulled, and nobody asked for them. */
function schemasIn(root: string, schemas: string | undefined): SchemaSets | undefined {
  const sets = tryReadSchemas(resolve(root, schemas ?? schemaFolder));
  if (sets !== undefined || schemas === undefined) return sets;
  throw new OutsideError(`there are no schemas in ${schemas}`, {
    hint: `fill it: tenantry schemas pull --to ${schemas}`,
  });
}

/** No check where there are no policies; undefined where one is broken: nobody knows what it asks for, so nothing may go out. */
export async function tryReadPolicies({
  policies,
  policyNames,
}: Sources): Promise<{ check?: readonly ObjectCheck[]; findings: readonly Finding[] }> {
  if (policyNames.size === 0) return { check: [], findings: [] };
  const [{ compilePolicies }, { PolicyCheck }] = await Promise.all([
    import('../generator/object-policies/compile-policies.js'),
    import('../generator/object-policies/policy-check.js'),
  ]);
  const compiled = compilePolicies(policies);
  const isWhole = compiled.policies.length === policyNames.size;
  return { findings: compiled.findings, ...(isWhole ? { check: [new PolicyCheck(compiled.policies)] } : {}) };
}

export interface PlatformAlone {
  readonly findings: readonly Finding[];
  /** Absent where it is broken. */
  readonly platform?: Loaded<PlatformSource>;
}

export async function loadPlatformAlone(root: string): Promise<PlatformAlone> {
  const { loaded, findings } = loadPlatformSource(await readPlatformSource(root));
  return loaded === undefined ? { findings } : { findings, platform: loaded };
}

export interface LoadedPlatform {
  readonly findings: readonly Finding[];
  /** Absent where the platform itself is broken. */
  readonly sources?: Sources;
  readonly renderer?: PlatformRenderer;
}

/** Reads and plans everything below a folder. */
export async function loadPlatform(root: string): Promise<LoadedPlatform> {
  return planTexts(await readSources(root));
}

/** The same for texts that are read already. */
export async function planTexts(texts: SourceTexts): Promise<LoadedPlatform> {
  const { sources, findings } = await loadWithConstructs(texts);
  if (sources === undefined) return { findings };
  return { findings, sources, renderer: new PlatformRenderer(sources, { today: today() }) };
}

export interface LoadedSide {
  readonly findings: readonly Finding[];
  readonly platform?: NonNullable<LoadResult['sources']>['platform']['data'];
  readonly renderer?: PlatformRenderer;
}

export interface SideOptions {
  /** What is run of the platform's own constructs. */
  readonly code: readonly SourceText[];
  /** What it is judged against. */
  readonly before?: LoadedSide | undefined;
}

/** The working tree where there is no revision. */
export async function loadSide(
  root: string,
  revision: string | undefined,
  { code, before }: SideOptions,
): Promise<LoadedSide> {
  const texts = revision === undefined ? await readSources(root) : await readSourcesAt(root, revision);
  const { sources, findings } = await loadWithConstructs(texts, code);
  if (sources === undefined) return { findings };
  const renderer = new PlatformRenderer(sources, { today: today(), before: before?.renderer?.claims });
  return { findings, platform: sources.platform.data, renderer };
}

/** Undefined where nothing is to be compared with. */
export async function tryLoadSide(
  root: string,
  revision: string | undefined,
  code: readonly SourceText[],
): Promise<LoadedSide | undefined> {
  return revision === undefined ? undefined : loadSide(root, revision, { code });
}

/** `code` is what is run of the constructs that the texts have; their own where absent. */
export async function loadWithConstructs(
  texts: SourceTexts,
  code: readonly SourceText[] = texts.constructs,
): Promise<LoadResult> {
  const { sources, findings } = load(texts, await importFor(texts, code));
  return { sources, findings: [...findings, ...notRun(texts, code)] };
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

/** The repository's head, fetched where it is a remote one. @throws OutsideError where it can not be reached. */
export async function publishedTree(root: string, spec: Pick<PlatformSpec, 'gitops'>): Promise<Tree> {
  const location = gitOpsRepository(root, spec);
  if (location.embedded && !existsSync(location.location)) return emptyTree;
  const repository = await openRepository(location);
  try {
    const head = await repository.head();
    return head === undefined ? emptyTree : gitTree(repository.gitDir, head);
  } finally {
    repository.close();
  }
}

/** Without network and credentials: the embedded repository where it is the one in use and there is a git, else the folder `out`. */
export async function knownPublishedTree(root: string, spec: Pick<PlatformSpec, 'gitops'>, out: string): Promise<Tree> {
  const { embedded, location } = gitOpsRepository(root, spec);
  const mirror = diskTree(resolve(root, out));
  if (!embedded || !existsSync(location)) return mirror;
  try {
    return await publishedTree(root, spec);
  } catch (error) {
    if (error instanceof NoGitError) return mirror;
    throw error;
  }
}

export interface GitOpsRepository {
  readonly location: string;
  readonly branch: string;
  readonly embedded: boolean;
  readonly cacheFolder: string;
}

/** The repository of a platform whose folder is `root`; `state`: where the embedded one and copies of others are. */
export function gitOpsRepository(
  root: string,
  { gitops }: Pick<PlatformSpec, 'gitops'>,
  state = join(root, '.tenantry'),
): GitOpsRepository {
  const named = gitops.pushTo ?? gitops.repository;
  return {
    location: named ?? join(state, 'gitops.git'),
    branch: gitops.branch,
    embedded: named === undefined,
    cacheFolder: join(state, 'cache'),
  };
}
