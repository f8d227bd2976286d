// A tenant’s jobs, as the constructs are told.
import type { JobProps } from '../base/workload.js';

declare module '../base/tenant.js' {
  interface TenantProps {
    readonly jobs: Readonly<Record<string, JobProps>>;
  }
}
