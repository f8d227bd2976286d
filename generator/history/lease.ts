// Which replica records and reports: a row in the shared database with an end by the database's clock. It is no Lease object of
// Kubernetes, because Tenantry writes to no cluster.

export interface Lease {
  readonly name: string;
  readonly holder: string;
  /** Grows each time the lease changes hands: a write with an old one is refused. */
  readonly token: number;
}

export interface Leases {
  /** Takes or renews it for that long; undefined where another holds it. */
  acquire(name: string, holder: string, seconds: number): Promise<Lease | undefined>;
  /** Gives it back, so that another need not wait for its end. */
  release(lease: Lease): Promise<void>;
}
