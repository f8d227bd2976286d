// The objects of the files that Argo CD itself is given, which rendering makes as text: ApplicationSets, roots, AppProjects.
import { parseAllDocuments } from 'yaml';
import type { KubeObject, Manifest } from '../synth/manifest.js';
import type { RenderedFile } from '../synth/rendered.js';

/** Those below an `argocd/` folder; a tenant's own manifests are at hand as objects. */
export function argoCdManifests(files: readonly RenderedFile[]): Manifest[] {
  return files
    .filter(({ path }) => /(?:^|\/)argocd\/.*\.yaml$/.test(path))
    .flatMap(({ path, text }) =>
      parseAllDocuments(text).map((document) => ({ path, object: document.toJS() as KubeObject })),
    );
}
