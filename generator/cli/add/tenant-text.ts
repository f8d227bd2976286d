// The text of a new tenants/<id>.yaml: what was given, with comments that say what each line is and what else there could be.
import { Document, isCollection, isScalar } from 'yaml';
import type { TierSource } from '../../load/schema/blueprint.js';
import type { NewTenant } from './given.js';

export interface TenantFile {
  readonly id: string;
  readonly tenant: NewTenant;
  /** ISO date. */
  readonly createdOn: string;
  readonly baseDomain: string;
  /** Absent where it does not exist: then the check of the text says so. */
  readonly tier: TierSource | undefined;
}

/** YAML that loads as exactly what was given, whatever characters that has. */
export function tenantText({ id, tenant, createdOn, baseDomain, tier }: TenantFile): string {
  const document = new Document(tenantData(id, tenant, createdOn), { version: '1.2', schema: 'core' });
  if (document.contents !== null) document.contents.commentBefore = heading;
  for (const [path, comment] of comments(id, baseDomain, tier)) commentOn(document, path, comment);
  for (const field of ['owner', 'domains', 'billing']) makeFlow(document, ['spec', field]);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

const heading = ' yaml-language-server: $schema=../schema/tenant.schema.json';

function tenantData(id: string, tenant: NewTenant, createdOn: string): Record<string, unknown> {
  const { displayName, blueprint, tier, region, ownerName, ownerEmail, expiresAt, domain, sampleData } = tenant;
  const { customerId, subscriptionId, costCenter, department } = tenant;
  const billing = present({ customerId, subscriptionId, costCenter, department });
  const spec = present({
    ...{ displayName, blueprint, tier, region },
    owner: { name: ownerName, email: ownerEmail },
    domains: domain,
    billing: Object.keys(billing).length === 0 ? undefined : billing,
    ...{ sampleData, createdOn, expiresAt },
  });
  return { apiVersion: 'tenantry.dev/v1', kind: 'Tenant', metadata: { name: id }, spec };
}

function present(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function comments(id: string, baseDomain: string, tier: TierSource | undefined): [string[], string][] {
  const rises = Object.entries(tier?.ceilings ?? {}).map(([path, amount]) => `${path} to ${amount}`);
  const more = [
    'More can be said, and an editor that reads the schema explains it: domains, env, overrides, billing, lifecycle.',
    rises.length === 0 ? 'The tier lets no override rise.' : `The tier lets overrides rise: ${rises.join(', ')}.`,
  ];
  return [
    [['metadata', 'name'], ` the name of this file; never changes; served at https://${id}.${baseDomain}`],
    [['spec', 'tier'], tier?.description === undefined ? '' : ` ${tier.description}`],
    [['spec', 'expiresAt'], ' the last day; then it is to be suspended'],
    [['spec'], more.map((line) => ` ${line}`).join('\n')],
  ];
}

function commentOn(document: Document, path: readonly string[], comment: string): void {
  const node = document.getIn(path, true);
  if (comment !== '' && (isScalar(node) || isCollection(node))) node.comment = comment;
}

function makeFlow(document: Document, path: readonly string[]): void {
  const node = document.getIn(path, true);
  if (isCollection(node)) node.flow = true;
}
