// How an endpoint of each kind is written inside a text, and what may stand beside it; foreign-endpoints.ts searches by it.
import type { EndpointKind } from './cluster-endpoints.js';

/** Endpoints that are searched for by what they read; roles have a pattern, and of ranges every address counts. */
export type Spelt = Exclude<EndpointKind, 'ranges' | 'roles'>;

export const spelt = ['hosts', 'awsRegions', 'buckets'] as const satisfies readonly Spelt[];

/** How an endpoint is written inside a text. */
export const literals: Readonly<Record<Spelt, (endpoint: string) => string[]>> = {
  hosts: (host) => [host],
  awsRegions: (region) => [region],
  buckets: (bucket) => [`s3://${bucket}`, `:::${bucket}`, `${bucket}.s3`],
};

/**
 * What may not stand before and after: then it is another word. A host's name may go on to
 * the left, as a bucket's does, and a region's by the letter of a zone.
 */
export const ends: Readonly<Record<Spelt, { readonly before: RegExp; readonly after: RegExp }>> = {
  hosts: { before: /[a-z0-9_-]$/i, after: /^(?:[a-z0-9_-]|\.[a-z0-9])/i },
  awsRegions: { before: /[a-z0-9-]$/i, after: /^(?:[0-9-]|[a-z][a-z0-9-])/i },
  buckets: { before: /[a-z0-9]$/i, after: /^[a-z0-9-]/i },
};

/** The longest first: where one begins as another does, the longer one is meant. */
export function expressionOf(texts: readonly string[]): RegExp | undefined {
  if (texts.length === 0) return undefined;
  const alternatives = [...texts].sort((a, b) => b.length - a.length).map(escaped);
  return new RegExp(alternatives.join('|'), 'gi');
}

/** A role of any tenant: the id may be whatever a role's name may hold. */
export function rolePattern(role: string): RegExp {
  return new RegExp(`${role.split('{tenant}').map(escaped).join('[\\w+=,.@-]*')}(?![\\w+=,.@-])`);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** Every address of a text, of the newer family only where some range is of it. */
export function addressesOf(ranges: readonly string[]): RegExp {
  return ranges.some((range) => range.includes(':')) ? anyAddress : address;
}

const address = /(?<![\d.])(\d{1,3}(?:\.\d{1,3}){3})(?:\/(\d{1,2}))?(?![\d.])/g;
const anyAddress =
  /(?<![\w:.])(\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4})(?:\/(\d{1,3}))?(?![\w:])/gi;
