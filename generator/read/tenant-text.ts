// A tenant as the text of its file, with comments where somebody has some: what add and the page write, and load reads.
import { Document, isCollection, isScalar } from 'yaml';

export interface TenantToWrite {
  readonly id: string;
  /** Its fields in the order in which people read them; what is undefined or the default anyway is left out. */
  readonly spec: object;
}

/** What stands behind a value, or below a mapping; an empty text for none. */
export type Comment = readonly [path: readonly string[], text: string];

/** YAML that loads as exactly this tenant, whatever characters that has. */
export function tenantText({ id, spec }: TenantToWrite, comments: readonly Comment[] = []): string {
  const tenant = { apiVersion: 'tenantry.dev/v1', kind: 'Tenant', metadata: { name: id }, spec: withoutDefaults(spec) };
  const document = new Document(tenant, { version: '1.2', schema: 'core' });
  if (document.contents !== null) document.contents.commentBefore = heading;
  for (const [path, comment] of comments) commentOn(document, path, comment);
  for (const field of ['owner', 'domains', 'billing']) makeFlow(document, ['spec', field]);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

const heading = ' yaml-language-server: $schema=../schema/tenant.schema.json';

const defaults: Readonly<Record<string, unknown>> = { sampleData: false, lifecycle: 'active' };

function withoutDefaults(spec: TenantToWrite['spec']): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(spec).filter(([field, value]) => value !== undefined && value !== defaults[field]),
  );
}

function commentOn(document: Document, path: readonly string[], comment: string): void {
  const node = document.getIn(path, true);
  if (comment !== '' && (isScalar(node) || isCollection(node))) node.comment = comment;
}

function makeFlow(document: Document, path: readonly string[]): void {
  const node = document.getIn(path, true);
  if (isCollection(node)) node.flow = true;
}
