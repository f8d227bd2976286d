// Which published tenants stay as they are and which may go; pure, the day is given.
// Input is what is published and which tenants have a file; `keep` and `remove` go to reconcile, the findings to the CLI.
import { type Finding, finding } from '../../constructs/base/finding.js';
import type { PublishedTenant, PublishedTenants } from '../tree/published-tenant.js';

export interface RetentionInput {
  readonly published: PublishedTenants;
  /** Ids that have a tenant file now, readable or not. */
  readonly present: ReadonlySet<string>;
  /** Ids that have errors: their new state must not go out. */
  readonly failing: ReadonlySet<string>;
  /** ISO date. */
  readonly today: string;
  /** Days between the request for offboarding and the removal. */
  readonly graceDays: number;
}

export interface Retention {
  readonly keep: ReadonlySet<string>;
  readonly remove: ReadonlySet<string>;
  readonly findings: readonly Finding[];
}

/** A tenant that has a file and no errors is in neither set: it is rendered. */
export function decideRetention(input: RetentionInput): Retention {
  const keep = new Set<string>();
  const remove = new Set<string>();
  const findings: Finding[] = [];
  // That there is no file at all is one mistake, which load tells.
  const isEmptied = input.present.size === 0;
  for (const tenant of input.published.values()) {
    if (input.present.has(tenant.id) && !input.failing.has(tenant.id)) continue;
    const reason = tryFindReasonToKeep(tenant, input);
    (reason ? keep : remove).add(tenant.id);
    if (reason && !(isEmptied && reason.code === 'publish/missing-file')) findings.push(reason);
  }
  for (const id of input.failing) keep.add(id);
  return { keep, remove, findings };
}

function tryFindReasonToKeep(tenant: PublishedTenant, input: RetentionInput): Finding | undefined {
  if (input.failing.has(tenant.id)) return keptBack(tenant);
  const removableOn = tryFindRemovalDate(tenant, input.graceDays);
  if (removableOn === undefined) return missingFile(tenant);
  return input.today < removableOn ? inGracePeriod(tenant, removableOn) : undefined;
}

/** ISO date of the first day on which a declared offboarding may be carried out. */
function tryFindRemovalDate({ entry }: PublishedTenant, graceDays: number): string | undefined {
  if (entry?.lifecycle !== 'offboarding' || !isoDate.test(entry.offboardedOn)) return undefined;
  const requested = Date.parse(entry.offboardedOn);
  return Number.isNaN(requested) ? undefined : new Date(requested + graceDays * day).toISOString().slice(0, 10);
}

const isoDate = /^\d{4}-\d{2}-\d{2}$/;
const day = 24 * 60 * 60 * 1000;

function keptBack({ id }: PublishedTenant): Finding {
  return finding('publish/kept-back', {
    message: `tenant ${id} keeps its last published state because of its errors`,
    hint: 'correct the errors and publish again',
    place: { file: `tenants/${id}.yaml` },
    tenant: id,
  });
}

function missingFile({ id }: PublishedTenant): Finding {
  return finding('publish/missing-file', {
    message: `tenant ${id} is published but has no file, and no offboarding was declared; it stays as it is`,
    hint: `restore tenants/${id}.yaml; to remove the tenant, publish it with lifecycle: offboarding first`,
    tenant: id,
  });
}

function inGracePeriod({ id }: PublishedTenant, removableOn: string): Finding {
  return finding('publish/grace-period', {
    message: `tenant ${id} is offboarded and stays until ${removableOn}`,
    hint: `restore tenants/${id}.yaml with lifecycle: active to keep the tenant`,
    tenant: id,
  });
}
