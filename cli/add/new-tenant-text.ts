// The text of a new tenants/<id>.yaml, with comments that explain each line and what else is possible.

import { closeSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { OutsideError } from '../../constructs/base/finding.js';
import type { TierSource } from '../../constructs/base/sources.js';

import { type Comment, tenantText } from '../../generator/read/tenant-text.js';
import { UsageError } from '../terminal.js';
import type { NewTenant } from './fields.js';

interface TenantFile {
  readonly id: string;
  readonly tenant: NewTenant;
  /** ISO date. */
  readonly createdOn: string;
  /** Where it will be served. */
  readonly url: string;
  /** Absent where it does not exist: then the check of the text says so. */
  readonly tier: TierSource | undefined;
}

export function newTenantText({ id, tenant, createdOn, url, tier }: TenantFile): string {
  return tenantText({ id, spec: specOf(tenant, createdOn) }, comments(url, tier));
}

function specOf(tenant: NewTenant, createdOn: string): Record<string, unknown> {
  const { displayName, blueprint, tier, region, ownerName, ownerEmail, expiresAt, domain, sampleData } = tenant;
  const { customerId, subscriptionId, costCenter, department } = tenant;
  const billing = Object.entries({ customerId, subscriptionId, costCenter, department }).filter(
    ([, value]) => value !== undefined,
  );
  return {
    displayName,
    blueprint,
    tier,
    region,
    owner: { name: ownerName, email: ownerEmail },
    domains: domain,
    billing: billing.length === 0 ? undefined : Object.fromEntries(billing),
    sampleData,
    createdOn,
    expiresAt,
  };
}

function comments(url: string, tier: TierSource | undefined): Comment[] {
  const rises = Object.entries(tier?.ceilings ?? {}).map(([path, amount]) => `${path} to ${amount}`);
  const more = [
    'More can be said, and an editor that reads the schema explains it: domains, env, overrides, billing, lifecycle.',
    rises.length === 0 ? 'The tier lets no override rise.' : `The tier lets overrides rise: ${rises.join(', ')}.`,
  ];
  return [
    [['metadata', 'name'], ` the name of this file; never changes; served at ${url}`],
    [['spec', 'tier'], tier?.description === undefined ? '' : ` ${tier.description}`],
    [['spec', 'expiresAt'], ' the last day; then it is to be suspended'],
    [['spec'], more.map((line) => ` ${line}`).join('\n')],
  ];
}

/** Throws UsageError where the file exists, also where somebody made it a moment ago. */
export function createFile(path: string, text: string): void {
  const descriptor = open(path);
  try {
    writeFileSync(descriptor, text);
  } catch (cause) {
    rmSync(path, { force: true });
    throw refusal(path, cause);
  } finally {
    closeSync(descriptor);
  }
}

function open(path: string): number {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, 'wx');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')
      throw new UsageError(`${path} exists already, and is never overwritten`);
    throw refusal(path, cause);
  }
}

function refusal(path: string, cause: unknown): OutsideError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new OutsideError(`can not write ${path}: ${reason}`, {
    hint: 'check that you may write there, and that the disk is not full',
    cause,
  });
}
