// A rule: one thing that must hold of every tenant's rendered objects, with its code and the sentence that says it.

import type { Aspect } from '../../generator/check/object-finding.js';
import { objectFinding } from '../../generator/check/object-finding.js';
import type { Finding } from './finding.js';
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

/** Every finding of some rules about one tenant. */
export function applyRules(rules: readonly Rule[], view: TenantView): Finding[] {
  return rules.flatMap((rule) => rule.breaches(view).map((breach) => breachFinding(rule, breach, view)));
}

function breachFinding({ code, sentence }: Rule, { what, ...breach }: Breach, { plan }: TenantView): Finding {
  const { kind, metadata } = breach.manifest.object;
  return objectFinding(code, { ...breach, plan, message: `${kind} ${metadata.name} ${what}`, hint: sentence });
}
