// Who a tenant is and where it belongs: what its index entry in git, its Application and its status all say of it.

export interface TenantIdentity {
  /** Its id. */
  readonly tenant: string;
  readonly displayName: string;
  readonly cluster: string;
  readonly region: string;
  readonly product: string;
  readonly tier: string;
  readonly ring: string;
  readonly lifecycle: string;
  /** Address of its first host. */
  readonly url: string;
}
