// Every rendered object against a cluster's own schemas, as strictly as the cluster itself would: what it would refuse is a finding.
import type { ObjectCheck } from '../check/object-check.js';
import { type Finding, finding } from '../finding/finding.js';
import type { TenantPlan } from '../plan/tenant-plan.js';
import { compareText } from '../published/compare.js';
import type { Manifest } from '../synth/manifest.js';
import { type Mismatch, ObjectValidator } from './object-validator.js';
import type { SchemaSets } from './schema-cache.js';

/** Findings about one object beyond these mostly follow from them. */
const mostShown = 10;

export class SchemaCheck implements ObjectCheck {
  readonly readsArgoCd = true;
  readonly #validator: ObjectValidator;
  /** Kinds without a schema, each with the first file that holds one. */
  readonly #missing = new Map<string, string>();

  constructor(sets: SchemaSets) {
    this.#validator = new ObjectValidator(sets);
  }

  check(manifests: readonly Manifest[], plan?: TenantPlan): Finding[] {
    return manifests.flatMap((manifest) => {
      const mismatches = this.#validator.mismatches(manifest.object);
      if (mismatches === undefined) this.#note(manifest);
      return (mismatches ?? []).slice(0, mostShown).map((mismatch) => mismatchFinding(manifest, mismatch, plan));
    });
  }

  conclude(): Finding[] {
    return [...this.#missing].sort(([a], [b]) => compareText(a, b)).map(([kind, file]) => missingFinding(kind, file));
  }

  #note({ object, path }: Manifest): void {
    const kind = `${object.apiVersion} ${object.kind}`;
    const known = this.#missing.get(kind);
    if (known === undefined || path < known) this.#missing.set(kind, path);
  }
}

function mismatchFinding({ object, path: file }: Manifest, { path, problem }: Mismatch, plan?: TenantPlan): Finding {
  return finding('check/schema-mismatch', {
    message: `${object.kind} ${object.metadata.name}: ${[path, problem].filter((part) => part !== '').join(' ')}`,
    hint: 'the cluster whose schemas were pulled would refuse it: update the cluster, or report it',
    place: { file },
    ...(plan === undefined ? {} : { tenant: plan.id }),
  });
}

function missingFinding(kind: string, file: string): Finding {
  return finding('check/schema-missing', {
    message: `the cluster whose schemas were pulled has no ${kind}, so no object of it was checked`,
    hint: 'install its CRD and pull again: tenantry schemas pull',
    place: { file },
  });
}
