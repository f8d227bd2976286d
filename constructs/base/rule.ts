// A rule: one thing that must hold of every tenant's rendered objects, with its code and the sentence that says it.

import type { FindingCode } from './finding-codes.js';
import type { Manifest, TenantView } from './tenant-view.js';

export interface Rule {
  readonly code: FindingCode;
  /** What must hold, as docs and `tenantry explain` say it. */
  readonly sentence: string;
  readonly breaches: (view: TenantView) => readonly Breach[];
}

export interface Breach extends Aspect {
  readonly manifest: Manifest;
  /** What is wrong, after the object's kind and name. */
  readonly what: string;
}

/** A breach by something that is not there. */
export function missing({ anchor }: TenantView, what: string): Breach[] {
  return anchor === undefined ? [] : [{ manifest: anchor, what }];
}

/** What of an object something is wrong with. */
export interface Aspect {
  /** The plan's value that led to it, as `services.api.env.TOKEN`. */
  readonly cause?: string;
  /** Names of the object's fields that are looked at, as `spec` and `replicas`. */
  readonly fields?: readonly string[];
}
