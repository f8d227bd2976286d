// Constructs of the platform’s own that a tenant gets, as the other constructs are told.
import type { Chart } from 'cdk8s';
import type { ExtraNeeds } from '../base/construct.js';
import type { TenantProps } from '../base/tenant.js';

/** A construct of the platform's own. */
export interface ExtraProps {
  /** As its file and the blueprint name it. */
  readonly name: string;
  readonly needs: ExtraNeeds;
  /** Adds its objects: code that is not ours. */
  readonly build: (chart: Chart, tenant: TenantProps) => unknown;
}

declare module '../base/tenant.js' {
  interface TenantProps {
    /** Constructs of the platform's own, in their order. */
    readonly extra: readonly ExtraProps[];
  }
}

declare module '../base/tenant-plan.js' {
  interface UntracedFields {
    extra: true;
  }
}
