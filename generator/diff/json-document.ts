// A file that is JSON (a tenant's index entry, the tree's mark) as a document beside those of Kubernetes: what it says, by its kind and name.
import { basename } from 'node:path/posix';
import { ownershipFile } from '../published/layout.js';
import { tryParseJson } from '../published/parse-json.js';

/** What follows from a tenant's manifests, which tell it themselves: their digest, and sizes that later runs look up. */
const repeated: ReadonlySet<string> = new Set(['digest', 'retriedAt', 'storage', 'volumes', 'server']);

/** By `<kind>/<name>`, as splitDocuments gives them; what does not parse is shown as it is. */
export function jsonDocument(path: string, text: string): Map<string, string> {
  const data = tryParseJson(text);
  const said =
    typeof data !== 'object' || data === null
      ? text
      : JSON.stringify(Object.fromEntries(Object.entries(data).filter(([field]) => !repeated.has(field))));
  return new Map([[path === ownershipFile ? `Tree/${path}` : `IndexEntry/${basename(path, '.json')}`, said]]);
}
