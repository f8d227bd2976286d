// What a person says about a new tenant, by options or by answers; every text is as it was typed.

export interface Given {
  readonly displayName?: string;
  readonly blueprint?: string;
  readonly tier?: string;
  readonly region?: string;
  readonly ownerName?: string;
  readonly ownerEmail?: string;
  /** ISO date. */
  readonly expiresAt?: string;
  readonly customerId?: string;
  readonly subscriptionId?: string;
  readonly costCenter?: string;
  readonly department?: string;
  readonly domain?: readonly string[];
  readonly sampleData?: boolean;
}

/** What every tenant needs. */
export type NewTenant = Given &
  Required<Pick<Given, 'displayName' | 'blueprint' | 'tier' | 'region' | 'ownerName' | 'ownerEmail'>>;

export function isWhole(given: Given): given is NewTenant {
  const { displayName, blueprint, tier, region, ownerName, ownerEmail } = given;
  return [displayName, blueprint, tier, region, ownerName, ownerEmail].every((each) => each !== undefined);
}
