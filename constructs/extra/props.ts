// Constructs of the platform’s own that a tenant gets, as the other constructs are told.
import type { Chart } from 'cdk8s';
import type { TenantProps } from '../base/tenant.js';
import type { ResourceNeeds } from '../base/workload.js';

/** A construct of the platform's own. */
export interface ExtraProps {
  /** As its file and the blueprint name it. */
  readonly name: string;
  readonly needs: ExtraNeeds;
  /** Adds its objects: code that is not ours. */
  readonly build: (chart: Chart, tenant: TenantProps) => unknown;
}

/** What a construct asks for at its largest. */
export interface ExtraNeeds {
  /** Pods at most; while they are replaced there is one more of each. */
  readonly pods?: readonly { readonly count: number; readonly resources: ResourceNeeds }[];
  /** The size of each volume. */
  readonly volumes?: readonly string[];
  /** How many Services. */
  readonly services?: number;
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
