// The page on GitHub that makes a new file, filled in already: a link that needs no token, for whoever may propose changes there.
import { OutsideError } from '../finding/outside-error.js';
import { serverUrl } from './access.js';
import type { FileText } from './commit-files.js';
import type { RepositoryName } from './repository-name.js';

export interface PrefilledFile extends FileText {
  readonly repository: RepositoryName;
  /** Branch that the page begins at. */
  readonly branch: string;
}

/** Characters: GitHub answers a longer address with 414 (8,192 at its servers; some are left for what a browser adds). */
export const longestLink = 8000;

/** Throws OutsideError for a file that no link can hold. */
export function prefilledLink({ repository: { owner, repo }, branch, path, text }: PrefilledFile): string {
  const page = `${serverUrl()}/${owner}/${repo}/new/${branch.split('/').map(encodeURIComponent).join('/')}`;
  const link = `${page}?${Object.entries({ filename: path, value: text })
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')}`;
  if (link.length <= longestLink) return link;
  throw new OutsideError(`the file is too long for a link: it would have ${link.length} characters`, {
    hint: `GitHub takes at most ${longestLink}: open the pull request by --pr, or write the file and commit it`,
  });
}
