// What is published of a tenant, and rules that hold a plan against it: what can't be undone in a cluster is refused.
import { z } from 'zod';
import type { FindingCode } from './finding-codes.js';
import { tryParseQuantity } from './quantity.js';
import type { TenantPlan } from './tenant-plan.js';

/** What index entries keep of the concerns; each concern adds its own fields (declaration merging). */
// biome-ignore lint/suspicious/noEmptyInterface: concerns add their fields
export interface PublishedFields {}

export interface PublishedState {
  readonly id: string;
  /** Undefined where the entry is lost; `recovered` has what the manifests say then. */
  readonly entry: PublishedFields | undefined;
  readonly recovered: Partial<PublishedFields>;
}

export interface PublishedRule {
  readonly code: FindingCode;
  /** A refusal for each thing that is wrong. */
  readonly refusals: (plan: TenantPlan, published: PublishedState) => readonly Refusal[];
}

export interface Refusal {
  /** The plan's value that led to it. */
  readonly cause: string;
  readonly message: string;
  readonly hint: string;
}

/** A size in an index entry: empty, or a quantity. */
export const publishedSize = z.string().refine((size) => size === '' || tryParseQuantity(size) !== undefined);
