import { execFileSync, type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { concernNames } from '../../../constructs/index.js';
import { publish } from '../../../generator/publish/publish.js';
import type { RenderedTree } from '../../../generator/render/render-tenant.js';
import { type Changes, reconcile } from '../../../generator/tree/reconcile.js';
import type { Tree } from '../../../generator/tree/tree.js';
import { sampleTenant, sampleTree } from '../../sample-tree.js';
import { temporaryFolder } from '../../temporary-folder.js';

// A publish in a process of its own, whose git is a script that kills the whole process group after or in the midst of its
// n-th call. So every moment between two steps is tried, with no luck in it.
const built = pathToFileURL(join(import.meta.dirname, '../../../build/generator')).href;
const publisher = `
import { publish } from '${built}/publish/publish.js';
const { changes, ...place } = JSON.parse(process.argv[1]);
const prepare = async (tree) => {
  await tree.list();
  return { changes, message: 'publish\\n' };
};
await publish({ ...place, prepare });
`;
const moments = {
  after: '"$REAL_GIT" "$@"; kill -9 0',
  amid: 'head -c 400 | "$REAL_GIT" "$@"; kill -9 0',
} as const;
type Moment = keyof typeof moments;

const REAL_GIT = execFileSync('which', ['git'], { encoding: 'utf8' }).trim();

interface Place {
  readonly gitDir: string;
  readonly options: { readonly location: string; readonly branch: string; readonly cacheFolder: string };
}

/** Makes it in an empty folder. */
function makePlace(kind: 'path' | 'URL', folder: string): Place {
  const gitDir = join(folder, 'repositories/gitops.git');
  mkdirSync(dirname(gitDir));
  if (kind === 'URL') execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', gitDir]);
  const location = kind === 'path' ? gitDir : `file://${gitDir}`;
  return { gitDir, options: { location, branch: 'main', cacheFolder: join(folder, 'cache') } };
}

/** Publishes, and gives what there was to change. */
async function publishHere({ options }: Place, rendered: RenderedTree): Promise<Changes> {
  let changes: Changes | undefined;
  const prepare = async (tree: Tree) => {
    changes = reconcile({ current: await tree.list(), rendered, keep: new Set(), remove: new Set() });
    return { changes, message: 'publish\n' };
  };
  await publish({ ...options, prepare });
  return changes ?? expect.unreachable();
}

/** Runs the publisher; it ends by itself only where it makes fewer than `call` calls of git. */
function publishAndKill(place: Place, changes: Changes, moment: Moment, call: number): SpawnSyncReturns<Buffer> {
  const folder = temporaryFolder();
  const script = `#!/bin/sh\nprintf x >> "$CALLS"\nread -r calls < "$CALLS"\nif [ "\${#calls}" -eq ${call} ]; then ${moments[moment]}; fi\nexec "$REAL_GIT" "$@"\n`;
  writeFileSync(join(folder, 'git'), script, { mode: 0o755 });
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}`, REAL_GIT, CALLS: join(folder, 'calls') };
  const input = JSON.stringify({ ...place.options, changes });
  return spawnSync(process.execPath, ['--input-type=module', '--eval', publisher, input], {
    env,
    stdio: 'ignore',
    detached: true,
  } as object);
}

function gitIn({ gitDir }: Place, ...argv: readonly string[]): string {
  return execFileSync('git', [`--git-dir=${gitDir}`, ...argv], { encoding: 'utf8', stdio: 'pipe' }).trim();
}

/** 0 where there is no branch. */
function fileCount(place: Place): number {
  if (!existsSync(place.gitDir) || gitIn(place, 'for-each-ref', 'refs/heads/main') === '') return 0;
  return gitIn(place, 'ls-tree', '-r', 'main').split('\n').length;
}

const nothing = sampleTree([]);
const oneTenant = sampleTree([sampleTenant('a')]);
const twoTenants = sampleTree([sampleTenant('a'), sampleTenant('b')]);

describe.each(['path', 'URL'] as const)('a publish into a %s that is killed after any call of git', (kind) => {
  test.each([
    { name: 'leaves no branch or a whole one', moment: 'after', before: nothing, files: [0, filesOf(1)], commits: 1 },
    {
      name: 'leaves the branch old or new',
      moment: 'amid',
      before: oneTenant,
      files: [filesOf(1), filesOf(2)],
      commits: 2,
    },
  ] as const)('$name, and the next publish finishes it', async ({ moment, before, files, commits }) => {
    const seen = new Set<number>();
    const after = before === nothing ? oneTenant : twoTenants;
    const folder = temporaryFolder();
    const start = temporaryFolder();
    const place = makePlace(kind, folder);
    if (before !== nothing) await publishHere(place, before);
    replaceFolder(start, folder);
    const changes = await publishHere(place, after);
    for (let call = 1; ; call++) {
      replaceFolder(folder, start);
      const { signal, status } = publishAndKill(place, changes, moment, call);
      if (signal === null) {
        expect(status).toBe(0);
        break;
      }
      seen.add(fileCount(place));
      await publishHere(place, after);
      expectWhole(place, files[1], commits);
    }
    expect([...seen].sort((a, b) => a - b)).toEqual(files);
  });
});

function replaceFolder(folder: string, by: string): void {
  rmSync(folder, { recursive: true });
  cpSync(by, folder, { recursive: true });
}

/** Each tenant has its concerns, a project and an index entry; three files are the platform's. */
function filesOf(tenants: number): number {
  return 3 + tenants * (concernNames.length + 2);
}

/** Nothing is half-done and nothing is left over. */
function expectWhole(place: Place, files: number, commits: number): void {
  expect(fileCount(place)).toBe(files);
  expect(gitIn(place, 'rev-list', '--count', 'main')).toBe(String(commits));
  expect(gitIn(place, 'for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
  gitIn(place, 'fsck', '--strict');
  expect(readdirSync(dirname(place.gitDir))).toEqual(['gitops.git']);
  const { cacheFolder } = place.options;
  if (existsSync(cacheFolder)) expect(readdirSync(cacheFolder)).toHaveLength(1);
}
