// A rule: one thing that must hold of every tenant's rendered objects, with its code and the sentence that says it.
import type { FindingCode } from '../finding/codes.js';
import { type Finding, finding } from '../finding/finding.js';
import { placeOf } from '../plan/sourced.js';
import type { Manifest } from '../synth/manifest.js';
import type { TenantView } from './tenant-view.js';

export interface Rule {
  readonly code: FindingCode;
  /** What must hold, as docs and `tenantry explain` say it. */
  readonly sentence: string;
  readonly breaches: (view: TenantView) => readonly Breach[];
}

export interface Breach {
  readonly manifest: Manifest;
  /** What is wrong, after the object's kind and name. */
  readonly what: string;
  /** The plan's value that led to it, as `services.api.env.TOKEN`: the finding then stands at that line. */
  readonly cause?: string;
}

/** A breach by something that is not there. */
export function missing({ anchor }: TenantView, what: string): Breach[] {
  return anchor === undefined ? [] : [{ manifest: anchor, what }];
}

/** Every finding of some rules about one tenant. */
export function applyRules(rules: readonly Rule[], view: TenantView): Finding[] {
  return rules.flatMap((rule) => rule.breaches(view).map((breach) => breachFinding(rule, breach, view)));
}

function breachFinding({ code, sentence }: Rule, { manifest, what, cause }: Breach, { plan }: TenantView): Finding {
  const origin = cause === undefined ? undefined : plan.origins.of(cause);
  return finding(code, {
    message: `${manifest.object.kind} ${manifest.object.metadata.name} ${what}`,
    hint: sentence,
    place: (origin === undefined ? undefined : placeOf(origin)) ?? { file: manifest.path },
    tenant: plan.id,
  });
}
