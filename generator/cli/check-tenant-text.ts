// Whether a tenant with this text would go out beside all the others: it goes the very way that publishing takes, without being written.
import type { Finding } from '../finding/finding.js';
import type { SourceTexts } from '../load/read-sources.js';
import { PlatformRenderer } from '../pipeline/render-platform.js';
import type { TenantPlan } from '../plan/tenant-plan.js';
import type { PublishedTenants } from '../published/published-tenant.js';
import type { Tombstones } from '../published/tombstone.js';
import { tryReadPolicies } from './load-checked-platform.js';
import { loadWithConstructs } from './load-with-constructs.js';
import { today } from './today.js';

export interface Verdict {
  readonly accepted: boolean;
  /** What concerns the tenant; where it is refused, also what is wrong with the platform. */
  readonly findings: readonly Finding[];
  /** What it will be; absent where it can not be planned. */
  readonly plan?: TenantPlan;
}

/** Judges `tenants/<id>.yaml` with this text, whether it is there or new, by the platform's policies too. */
export async function checkTenantText(
  { id, text }: { readonly id: string; readonly text: string },
  texts: SourceTexts,
  published: PublishedTenants,
  removed: Tombstones,
): Promise<Verdict> {
  const file = { file: `tenants/${id}.yaml`, text, findings: [] };
  const others = texts.tenants.filter((each) => each.file !== file.file);
  const loaded = await loadWithConstructs({ ...texts, tenants: [...others, file] });
  if (loaded.sources === undefined) return { accepted: false, findings: loaded.findings };
  const policies = await tryReadPolicies(loaded.sources);
  if (policies.check === undefined) return { accepted: false, findings: [...loaded.findings, ...policies.findings] };
  const renderer = new PlatformRenderer(loaded.sources, { objectChecks: policies.check, today: today() });
  const output = renderer.render(published, undefined, removed);
  const accepted = !output.failing.has(id);
  const findings = [...loaded.findings, ...output.findings].filter(
    ({ tenant }) => tenant === id || (tenant === undefined && !accepted),
  );
  const plan = renderer.plans.get(id);
  return { accepted, findings, ...(plan === undefined ? {} : { plan }) };
}
