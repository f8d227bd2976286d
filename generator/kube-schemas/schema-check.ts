// Every rendered object against a cluster's own schemas, as strictly as the cluster itself would: what it would refuse is a finding.

import type { Finding } from '../../constructs/base/finding.js';
import { compareText } from '../../constructs/base/order.js';
import type { TenantPlan } from '../../constructs/base/tenant-plan.js';
import type { Manifest } from '../../constructs/base/tenant-view.js';
import type { ObjectCheck } from '../check/object-finding.js';
import { objectFinding } from '../check/object-finding.js';
import { type Mismatch, ObjectValidator } from './object-validator.js';
import type { SchemaSets } from './schema-cache.js';

/** Findings about one object beyond these mostly follow from them. */
const mostShown = 10;

export class SchemaCheck implements ObjectCheck {
  readonly readsArgoCd = true;
  readonly #validator: ObjectValidator;
  /** Kinds without a schema, each with the first object that is of one. */
  readonly #missing = new Map<string, Unchecked>();

  constructor(sets: SchemaSets) {
    this.#validator = new ObjectValidator(sets);
  }

  check(manifests: readonly Manifest[], plan?: TenantPlan): Finding[] {
    return manifests.flatMap((manifest) => {
      const mismatches = this.#validator.mismatches(manifest.object);
      if (mismatches === undefined) this.#note({ manifest, plan });
      return (mismatches ?? []).slice(0, mostShown).map((mismatch) => mismatchFinding(manifest, mismatch, plan));
    });
  }

  conclude(): Finding[] {
    return [...this.#missing].sort(([a], [b]) => compareText(a, b)).map(([kind, first]) => missingFinding(kind, first));
  }

  #note(object: Unchecked): void {
    const { apiVersion, kind } = object.manifest.object;
    const known = this.#missing.get(`${apiVersion} ${kind}`);
    if (known === undefined || object.manifest.path < known.manifest.path)
      this.#missing.set(`${apiVersion} ${kind}`, object);
  }
}

interface Unchecked {
  readonly manifest: Manifest;
  readonly plan: TenantPlan | undefined;
}

function mismatchFinding(manifest: Manifest, { path, problem }: Mismatch, plan: TenantPlan | undefined): Finding {
  const { kind, metadata } = manifest.object;
  return objectFinding('check/schema-mismatch', {
    manifest,
    plan,
    fields: path.split(/[.[\]"]+/),
    message: `${kind} ${metadata.name}: ${[path, problem].filter((part) => part !== '').join(' ')}`,
    hint: 'the cluster whose schemas were pulled would refuse it: update the cluster, or report it',
  });
}

/** About the cluster: the tenant is only the first that has such an object. */
function missingFinding(kind: string, first: Unchecked): Finding {
  const { tenant: _, ...found } = objectFinding('check/schema-missing', {
    ...first,
    message: `the cluster whose schemas were pulled has no ${kind}, so no object of it was checked`,
    hint: 'install its CRD and pull again: tenantry schemas pull',
  });
  return found;
}
