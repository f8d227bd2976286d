// The address at which GitHub opens a new tenant's file, filled in, as one to propose.
import type { Places } from '../page-data.js';
import { branchPath } from '../path-part.js';

/** `undefined` without a repository, or where the address would be longer than GitHub takes. */
export function newFileLink(id: string, text: string, { source }: Pick<Places, 'source'>): string | undefined {
  if (source === undefined) return undefined;
  const query = new URLSearchParams({ filename: `tenants/${id}.yaml`, value: text, message: `tenants: add ${id}` });
  const address = `${source.url}/new/${branchPath(source.branch)}?${query}`;
  return address.length <= longestAddress ? address : undefined;
}

/** GitHub answers 414 from about 8,200. */
const longestAddress = 8000;
