// A tenant that somebody fills in: from the form's fields to a tenant by the schema of tenants/<id>.yaml, with what is wrong by field.

import { issueWords } from '../../constructs/base/issue-words.js';
import type { TenantSource } from '../../constructs/base/sources.js';
import { tenantSchema } from '../../generator/read/schema/tenant.js';
import type { Catalog } from './page-data.js';

export const draftFields = [
  'id',
  'displayName',
  'plan',
  'region',
  'ownerName',
  'ownerEmail',
  'domains',
  'costCenter',
  'expiresAt',
  'sampleData',
] as const;

export type DraftField = (typeof draftFields)[number];

/** As the form sends it; `plan` is `product/tier`. */
export type Draft = Readonly<Record<DraftField, string>>;

export type Mistakes = Readonly<Partial<Record<DraftField, string>>>;

export type CheckedDraft = { readonly tenant: TenantSource } | { readonly mistakes: Mistakes };

export function readDraft(given: Readonly<Record<string, unknown>>): Draft {
  const field = (name: DraftField) => {
    const value = given[name];
    return typeof value === 'string' ? value.trim().slice(0, 6000) : '';
  };
  const pairs = draftFields.map((name) => [name, field(name)] as const);
  return { ...emptyDraft, ...Object.fromEntries(pairs) };
}

export const emptyDraft: Draft = {
  id: '',
  displayName: '',
  plan: '',
  region: '',
  ownerName: '',
  ownerEmail: '',
  domains: '',
  costCenter: '',
  expiresAt: '',
  sampleData: '',
};

/** The rest, as claims on names and prices, is checked on the pull request. */
export function checkDraft(
  draft: Draft,
  catalog: Catalog,
  createdOn: string,
  taken: (id: string) => boolean,
): CheckedDraft {
  const read = tenantSchema.safeParse(tenantOf(draft, createdOn));
  const mistakes: Partial<Record<DraftField, string>> = {};
  const tell = (field: DraftField, message: string) => {
    mistakes[field] ??= message;
  };
  for (const field of requiredFields) if (draft[field] === '') tell(field, 'must be filled in');
  for (const issue of read.error?.issues ?? []) tell(fieldOf(issue.path), issueWords(issue));
  const [product = '', tier = ''] = draft.plan.split('/');
  const tiers = Object.hasOwn(catalog.products, product) ? catalog.products[product] : undefined;
  if (tiers?.includes(tier) !== true) tell('plan', 'must be one of the list');
  if (!Object.hasOwn(catalog.regions, draft.region)) tell('region', 'must be one of the list');
  if (draft.expiresAt !== '' && draft.expiresAt < createdOn) tell('expiresAt', 'must not be over already');
  if (taken(draft.id)) tell('id', 'is another tenant’s');
  return read.success && Object.keys(mistakes).length === 0 ? { tenant: read.data } : { mistakes };
}

const requiredFields = ['id', 'displayName', 'plan', 'region', 'ownerName', 'ownerEmail'] as const;

/** In the order in which people read the file; `lifecycle` and the like are left to their defaults. */
function tenantOf(draft: Draft, createdOn: string): Record<string, unknown> {
  const [blueprint, tier] = draft.plan.split('/');
  const domains = draft.domains.split(/[\s,]+/).filter(Boolean);
  return {
    apiVersion: 'tenantry.dev/v1',
    kind: 'Tenant',
    metadata: { name: draft.id },
    spec: {
      displayName: draft.displayName,
      blueprint,
      tier,
      region: draft.region,
      owner: { name: draft.ownerName, email: draft.ownerEmail },
      ...(domains.length === 0 ? {} : { domains }),
      ...(draft.costCenter === '' ? {} : { billing: { costCenter: draft.costCenter } }),
      ...(draft.sampleData === '' ? {} : { sampleData: true }),
      createdOn,
      ...(draft.expiresAt === '' ? {} : { expiresAt: draft.expiresAt }),
    },
  };
}

const fieldPaths = [
  ['metadata.name', 'id'],
  ['spec.displayName', 'displayName'],
  ['spec.blueprint', 'plan'],
  ['spec.tier', 'plan'],
  ['spec.region', 'region'],
  ['spec.owner.name', 'ownerName'],
  ['spec.owner.email', 'ownerEmail'],
  ['spec.domains', 'domains'],
  ['spec.billing', 'costCenter'],
  ['spec.expiresAt', 'expiresAt'],
] as const satisfies readonly (readonly [string, DraftField])[];

function fieldOf(path: readonly PropertyKey[]): DraftField {
  const text = path.map(String).join('.');
  return fieldPaths.find(([start]) => text.startsWith(start))?.[1] ?? 'id';
}
