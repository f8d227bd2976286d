// The page on GitHub that makes a new file, filled in already: a link that needs no token, for whoever may propose changes there.
import type { FileText } from './commit-files.js';
import { branchPath, pathPart } from './path-part.js';

export interface PrefilledFile extends FileText {
  /** Address of the repository's page. */
  readonly repositoryUrl: string;
  /** Branch that the page begins at. */
  readonly branch: string;
  /** Of the commit that will be proposed. */
  readonly message: string;
}

/** Characters: GitHub answers a longer address with 414 (8,192 at its servers; some are left for what a browser adds). */
export const longestLink = 8000;

/** Undefined for a file that no link can hold. */
export function tryPrefilledLink({ repositoryUrl, branch, path, text, message }: PrefilledFile): string | undefined {
  const query = Object.entries({ filename: path, value: text, message })
    .map(([name, value]) => `${name}=${pathPart(value)}`)
    .join('&');
  const link = `${repositoryUrl}/new/${branchPath(branch)}?${query}`;
  return link.length <= longestLink ? link : undefined;
}
