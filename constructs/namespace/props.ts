// The quota of a tenant, as the constructs are told.

/** A ResourceQuota's `hard`: quantities by resource, as `requests.cpu`. */
export type Quota = Readonly<Record<string, string>>;

declare module '../base/tenant.js' {
  interface TenantProps {
    /** A ResourceQuota's `hard` for the largest that any tenant of the product may be, whatever its tier. */
    readonly productQuota: Quota;
  }
}

declare module '../base/tenant-plan.js' {
  interface UntracedFields {
    productQuota: true;
  }
}
