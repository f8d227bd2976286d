// The repository's own platform with its tenants, or with others on it, as load gives it to the later stages.
import { join } from 'node:path';
import type { Finding } from '../constructs/base/finding.js';
import type { TenantPlan } from '../constructs/base/tenant-plan.js';
import type { PlanContext } from '../generator/plan/plan-context.js';
import { load } from '../generator/read/load.js';
import { readSources, type SourceText, type SourceTexts } from '../generator/read/read-sources.js';
import type { Sources } from '../generator/read/sources.js';
import { PlatformRenderer } from '../generator/render-platform.js';

export const repositoryRoot = join(import.meta.dirname, '..');

const texts = await readSources(repositoryRoot);

/** How many tenants the samples have, of all products. */
export const sampleTenants = texts.tenants.length;

/** The source texts of the repository, with some changed. */
function sampleTexts({ platform = texts.platform, ...changes }: Partial<SourceTexts> = {}): SourceTexts {
  return { ...texts, ...changes, platform };
}

export function loadSample(changes: Partial<SourceTexts> = {}): { sources: Sources; findings: readonly Finding[] } {
  const { sources, findings } = load(sampleTexts(changes));
  if (sources === undefined) throw new Error('the sample platform does not load');
  return { sources, findings };
}

export function sourceText(file: string, text: string): SourceText {
  return { file, text, findings: [] };
}

/** platform.yaml with a replacement made in its text. */
export function platformWith(search: string, replacement: string): SourceText {
  const { text = '' } = texts.platform ?? {};
  if (!text.includes(search)) throw new Error(`platform.yaml does not hold ${search}`);
  return sourceText('platform.yaml', text.replace(search, replacement));
}

export interface GeneratedTenant {
  readonly tier?: 'demo' | 'free' | 'professional' | 'enterprise';
  readonly region?: 'eu-west' | 'us-east';
  readonly domains?: readonly string[];
  readonly storage?: string;
  readonly lifecycle?: 'active' | 'suspended' | 'offboarding';
  readonly offboardedOn?: string;
  readonly locale?: string;
}

/** A tenant file of the sample platform. */
export function tenantFile(id: string, tenant: GeneratedTenant = {}): SourceText {
  const { tier = 'free', region = 'eu-west', domains, storage, lifecycle, offboardedOn, locale } = tenant;
  const spec = {
    displayName: `Tenant ${id}`,
    blueprint: 'workshop',
    tier,
    region,
    domains,
    lifecycle,
    offboardedOn,
    owner: { name: 'Office', email: `office@${id}.example` },
    expiresAt: tier === 'demo' ? '2027-12-31' : undefined,
    env: locale === undefined ? undefined : { api: { LOCALE: locale } },
    overrides: storage === undefined ? undefined : { database: { storage } },
  };
  const document = { apiVersion: 'tenantry.dev/v1', kind: 'Tenant', metadata: { name: id }, spec };
  return sourceText(`tenants/${id}.yaml`, JSON.stringify(document));
}

/** Every plan of the sample platform, by tenant. */
export function samplePlans(): { plans: ReadonlyMap<string, TenantPlan>; context: PlanContext } {
  const { plans, context } = new PlatformRenderer(loadSample().sources);
  return { plans, context };
}
