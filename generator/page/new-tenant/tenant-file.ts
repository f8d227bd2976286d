// The file of a new tenant, and the address at which GitHub opens it, filled in, as a new file to propose.
import { stringify } from 'yaml';
import type { TenantSource } from '../../load/schema/tenant.js';
import type { Places } from '../page-data.js';
import { branchPath } from '../path-part.js';

/** YAML that loads as exactly this tenant, without what is the default anyway. */
export function tenantFile({ apiVersion, kind, metadata, spec }: TenantSource): string {
  const { lifecycle: _, sampleData, ...rest } = spec;
  const document = { apiVersion, kind, metadata, spec: sampleData ? { ...rest, sampleData } : rest };
  const text = stringify(document, { version: '1.2', schema: 'core', lineWidth: 0 });
  return `# yaml-language-server: $schema=../schema/tenant.schema.json\n${text}`;
}

/** `undefined` without a repository, or where the address would be longer than GitHub takes. */
export function newFileLink(id: string, text: string, { source }: Pick<Places, 'source'>): string | undefined {
  if (source === undefined) return undefined;
  const query = new URLSearchParams({ filename: `tenants/${id}.yaml`, value: text, message: `tenants: add ${id}` });
  const address = `${source.url}/new/${branchPath(source.branch)}?${query}`;
  return address.length <= longestAddress ? address : undefined;
}

/** GitHub answers 414 from about 8,200. */
const longestAddress = 8000;
