// The form for a new tenant: its fields become a tenant by the schema of tenants/<id>.yaml, or mistakes by field.

import type { TenantSource } from '../../constructs/base/sources.js';
import { issueWords } from '../../constructs/base/wording.js';
import { tenantSchema } from '../../generator/read/schema/tenant.js';
import type { Catalog } from './page-data.js';

const formFields = [
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

export type FormField = (typeof formFields)[number];

/** As the form sends it; `plan` is `product/tier`. */
export type TenantForm = Readonly<Record<FormField, string>>;

export type Mistakes = Readonly<Partial<Record<FormField, string>>>;

type CheckedForm = { readonly tenant: TenantSource } | { readonly mistakes: Mistakes };

export function readForm(given: Readonly<Record<string, unknown>>): TenantForm {
  const field = (name: FormField) => {
    const value = given[name];
    return typeof value === 'string' ? value.trim().slice(0, 6000) : '';
  };
  const pairs = formFields.map((name) => [name, field(name)] as const);
  return { ...emptyForm, ...Object.fromEntries(pairs) };
}

export const emptyForm: TenantForm = {
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
export function checkForm(
  form: TenantForm,
  catalog: Catalog,
  createdOn: string,
  taken: (id: string) => boolean,
): CheckedForm {
  const read = tenantSchema.safeParse(tenantOf(form, createdOn));
  const mistakes: Partial<Record<FormField, string>> = {};
  const report = (field: FormField, message: string) => {
    mistakes[field] ??= message;
  };
  for (const field of requiredFields) if (form[field] === '') report(field, 'must be filled in');
  for (const issue of read.error?.issues ?? []) report(fieldOf(issue.path), issueWords(issue));
  const [product = '', tier = ''] = form.plan.split('/');
  const tiers = Object.hasOwn(catalog.products, product) ? catalog.products[product] : undefined;
  if (tiers?.includes(tier) !== true) report('plan', 'must be one of the list');
  if (!Object.hasOwn(catalog.regions, form.region)) report('region', 'must be one of the list');
  if (form.expiresAt !== '' && form.expiresAt < createdOn) report('expiresAt', 'must not be over already');
  if (taken(form.id)) report('id', 'is another tenant’s');
  return read.success && Object.keys(mistakes).length === 0 ? { tenant: read.data } : { mistakes };
}

const requiredFields = ['id', 'displayName', 'plan', 'region', 'ownerName', 'ownerEmail'] as const;

/** In the order in which people read the file; `lifecycle` and the like are left to their defaults. */
function tenantOf(form: TenantForm, createdOn: string): Record<string, unknown> {
  const [blueprint, tier] = form.plan.split('/');
  const domains = form.domains.split(/[\s,]+/).filter(Boolean);
  const spec = {
    displayName: form.displayName,
    blueprint,
    tier,
    region: form.region,
    owner: { name: form.ownerName, email: form.ownerEmail },
    domains: domains.length === 0 ? undefined : domains,
    billing: form.costCenter === '' ? undefined : { costCenter: form.costCenter },
    sampleData: form.sampleData === '' ? undefined : true,
    createdOn,
    expiresAt: form.expiresAt || undefined,
  };
  const filled = Object.entries(spec).filter(([, value]) => value !== undefined);
  return {
    apiVersion: 'tenantry.dev/v1',
    kind: 'Tenant',
    metadata: { name: form.id },
    spec: Object.fromEntries(filled),
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
] as const satisfies readonly (readonly [string, FormField])[];

function fieldOf(path: readonly PropertyKey[]): FormField {
  const text = path.map(String).join('.');
  return fieldPaths.find(([start]) => text.startsWith(start))?.[1] ?? 'id';
}
