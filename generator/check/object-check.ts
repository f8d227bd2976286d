// A check that is added to our own rules where somebody asks for it: schemas of a cluster, policies of the platform.
// The pipeline gives it every rendered object, those of tenants and those that belong to the platform.
import type { Finding } from '../../constructs/base/finding.js';
import type { TenantPlan } from '../../constructs/base/tenant-plan.js';
import type { Manifest } from '../../constructs/base/tenant-view.js';

export interface ObjectCheck {
  /** Whether a tenant's objects include those that Argo CD itself is given: they are at hand as text only, and reading that costs. */
  readonly readsArgoCd: boolean;
  /** Findings about some objects; those without a plan belong to the platform. */
  check(manifests: readonly Manifest[], plan?: TenantPlan): Finding[];
  /** What can be said only after all objects have been seen, once for all of them. */
  conclude(): Finding[];
}
