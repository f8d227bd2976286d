// Which shared files of a tree are no longer rendered and may go: one that still carries a kept tenant stays with it,
// because Argo CD deletes Applications when the ApplicationSet that made them disappears.
import { layout, ownershipFile } from '../published/layout.js';
import type { RenderedFile } from '../synth/rendered.js';

/** Paths of `published` to delete. */
export function staleShared(
  published: readonly string[],
  rendered: readonly RenderedFile[],
  keptPaths: readonly string[],
): string[] {
  const needed = new Set([ownershipFile, ...rendered.map((file) => file.path)]);
  for (const path of keptPaths) for (const carrier of carriersOf(path)) needed.add(carrier);
  return published.filter((path) => !needed.has(path));
}

/** The root Applications of a kept file's cluster, and its set's ApplicationSet. */
function carriersOf(path: string): string[] {
  const [, cluster = '', folder = '', set = ''] = path.split('/');
  return [layout.roots(cluster), ...(folder === 'argocd' ? [layout.applicationSet(cluster, set)] : [])];
}
