// Publishing into a tree that is held in memory: the whole way from source texts to the tree's next state.
import type { Finding } from '../../constructs/base/finding.js';
import { decideChanges } from '../../generator/decide-changes.js';
import type { SourceText } from '../../generator/read/read-sources.js';
import { PlatformRenderer } from '../../generator/render-platform.js';
import type { TenantChanges } from '../../generator/tree/reconcile.js';
import { loadSample } from '../sample-platform.js';
import { applied, memoryTree } from '../sample-tree.js';

export type Files = ReadonlyMap<string, string>;

export interface MemoryPublish {
  /** The tree afterwards; as before where the publish was refused. */
  readonly files: Files;
  readonly findings: readonly Finding[];
  readonly codes: readonly string[];
  /** Absent where the publish was refused. */
  readonly tenants?: TenantChanges;
}

export interface MemoryOptions {
  readonly platform?: SourceText;
  readonly today?: string;
  readonly changeSets?: boolean;
}

/** What a publish of these tenant files makes of a tree. */
export async function publishInto(
  files: Files,
  tenants: readonly SourceText[],
  { platform, today = '2026-08-01', changeSets = false }: MemoryOptions = {},
): Promise<MemoryPublish> {
  const { sources, findings: loaded } = loadSample({ tenants, platform });
  const renderer = new PlatformRenderer(sources);
  const decision = await decideChanges(renderer, sources.platform.data, memoryTree(files), { today, changeSets });
  const findings = [...loaded, ...decision.findings];
  const { changes } = decision;
  return {
    files: changes === undefined ? files : applied(files, changes),
    findings,
    codes: findings.map(({ code }) => code),
    tenants: changes?.tenants,
  };
}

export const emptyTree: Files = new Map();

/** The files of one tenant. */
export function filesOf(files: Files, id: string): Files {
  const own = [...files].filter(([path]) => path.split(/[/.]/).includes(id));
  return new Map(own.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The tree as one sorted text, so that a difference is readable. */
export function treeText(files: Files): string {
  return [...files.keys()]
    .sort()
    .map((path) => `# ${path}\n${files.get(path)}`)
    .join('');
}
