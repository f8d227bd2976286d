// A region is a hard wall: no object of a tenant names what only a cluster of another region has. The rule is made of the profiles of
// all clusters, once for a run; check-tenant judges each tenant by it.
import type { ClusterProps } from '../../constructs/base/cluster.js';
import { memoize } from '../../constructs/base/memoize.js';
import { contains, notInternet } from '../../constructs/base/network-rules.js';
import type { Breach, Rule } from '../../constructs/base/rule.js';
import type { TenantView } from '../../constructs/base/tenant-view.js';
import { isAtOrBelow } from '../plan/limits.js';
import { type ClusterEndpoints, type EndpointKind, endpointsOf, visit } from './cluster-endpoints.js';

/** The rule for tenants of these clusters. */
export function regionWall(clusters: readonly ClusterProps[]): Rule {
  const all = clusters.map((cluster) => ({ cluster, endpoints: endpointsOf(cluster) }));
  const foreign = new Map(
    all.map(({ cluster, endpoints }) => {
      const others = all
        .filter((other) => other.cluster.region !== cluster.region)
        .map((other) => [other.cluster.name, other.endpoints] as const);
      const excepted = [...cluster.privateRanges, ...notInternet.v4, ...notInternet.v6];
      return [cluster.name, new ForeignEndpoints(endpoints, others, excepted)] as const;
    }),
  );
  return {
    code: 'check/foreign-region',
    sentence: 'objects name no host, bucket, AWS region, role or address that only a cluster of another region has',
    breaches: (view) => {
      const endpoints = foreign.get(view.plan.cluster.name);
      return endpoints === undefined ? [] : breachesOf(view, endpoints);
    },
  };
}

function breachesOf(view: TenantView, endpoints: ForeignEndpoints): Breach[] {
  return view.manifests.flatMap((manifest) => {
    const named = new Map<string, string>();
    visit(manifest.object, '', (text, key) => {
      for (const { name, cluster } of endpoints.namedIn(text, key)) named.set(name, cluster);
    });
    return [...named].map(([name, cluster]) => ({
      manifest,
      what: `names ${name}, which the cluster ${cluster} of another region has`,
      ...causeOf(view, name),
    }));
  });
}

/** The first value of the plan that says it; asked for only once something is wrong. */
function causeOf({ plan }: TenantView, name: string): { readonly cause?: string } {
  const cause = [...plan.origins.entries()].find(
    ([path, { value }]) => !path.startsWith('cluster.') && JSON.stringify(value).includes(name),
  );
  return { cause: cause?.[0] };
}

export interface NamedEndpoint {
  /** As it stands in the text. */
  readonly name: string;
  /** The cluster whose it is. */
  readonly cluster: string;
}

/** A literal that is searched for, and what it is a sign of. */
interface Sign {
  readonly kind: Spelt;
  readonly cluster: string;
}

type Other = readonly [cluster: string, endpoints: ClusterEndpoints];

/** What belongs to clusters of other regions alone, as one precompiled expression for each cluster: thousands of tenants are asked. */
class ForeignEndpoints {
  readonly #own: ClusterEndpoints;
  readonly #signs: ReadonlyMap<string, Sign>;
  readonly #expression: RegExp | undefined;
  readonly #buckets: ReadonlyMap<string, string>;
  readonly #ranges: ReadonlyMap<string, string>;
  readonly #addresses: RegExp;
  readonly #roles: readonly { readonly pattern: RegExp; readonly cluster: string }[];
  /** Ranges that are named to be kept out of. */
  readonly #excepted: ReadonlySet<string>;

  /** Characters of the shortest thing that is searched for. */
  readonly #shortest: number;

  readonly #inShort = memoize((text) => this.#inText(text));

  /** @param excepted Ranges that a manifest may name whoever's they are, since it names them to deny them. */
  constructor(own: ClusterEndpoints, others: readonly Other[], excepted: readonly string[]) {
    this.#own = own;
    this.#excepted = new Set(excepted);
    const foreign = (kind: EndpointKind) => foreignOf(kind, own, others);
    this.#buckets = foreign('buckets');
    this.#ranges = foreign('ranges');
    this.#addresses = addressesOf([...this.#ranges.keys()]);
    this.#roles = [...foreign('roles')].map(([role, cluster]) => ({ pattern: rolePattern(role), cluster }));
    this.#signs = new Map(
      spelt.flatMap((kind) =>
        [...foreign(kind)].flatMap(([endpoint, cluster]) =>
          literals[kind](endpoint).map((literal) => [literal.toLowerCase(), { kind, cluster }] as const),
        ),
      ),
    );
    this.#shortest = shortestOf([...this.#signs.keys(), ...this.#buckets.keys(), ...this.#ranges.keys()]);
    this.#expression = expressionOf([...this.#signs.keys()]);
  }

  /** Everything in a text that is another region's; `key` is what the text stands under. */
  namedIn(text: string, key: string): readonly NamedEndpoint[] {
    if (text.length < this.#shortest) return [];
    const bucket = this.#bucketNamed(text, key);
    if (bucket !== undefined) return [bucket];
    return text.length <= short ? this.#inShort(text) : this.#inText(text);
  }

  /** A bucket's name may be any word: by itself it counts where a bucket or a variable's value is meant. */
  #bucketNamed(text: string, key: string): NamedEndpoint | undefined {
    const cluster = this.#buckets.get(text);
    return cluster !== undefined && (key === 'value' || /bucket/i.test(key)) ? { name: text, cluster } : undefined;
  }

  #inText(text: string): readonly NamedEndpoint[] {
    return [...this.#signsIn(text), ...this.#rolesIn(text), ...this.#addressesIn(text)];
  }

  #signsIn(text: string): NamedEndpoint[] {
    const expression = this.#expression;
    if (expression === undefined) return [];
    const found: NamedEndpoint[] = [];
    expression.lastIndex = 0;
    for (let match = expression.exec(text); match !== null; match = expression.exec(text)) {
      const named = this.#nameEndpoint(text, match.index, match[0]);
      if (named !== undefined) found.push(named);
      else expression.lastIndex = match.index + 1;
    }
    return found;
  }

  #nameEndpoint(text: string, start: number, literal: string): NamedEndpoint | undefined {
    const sign = this.#signs.get(literal.toLowerCase());
    if (sign === undefined) return undefined;
    const { before, after } = ends[sign.kind];
    const rest = text.slice(start + literal.length);
    if (before.test(text.slice(0, start)) || after.test(rest)) return undefined;
    if (sign.kind !== 'hosts') return { name: literal, cluster: sign.cluster };
    const name = `${/[\w.-]*$/.exec(text.slice(0, start))?.[0] ?? ''}${literal}`;
    // Of two domains that it is within, the longer one says whose it is.
    const own = [...this.#own.hosts].some(
      (host) => host.length > literal.length && isAtOrBelow(name.toLowerCase(), host),
    );
    return own ? undefined : { name, cluster: sign.cluster };
  }

  #rolesIn(text: string): NamedEndpoint[] {
    if (!text.includes('arn:')) return [];
    return this.#roles.flatMap(({ pattern, cluster }) => {
      const name = pattern.exec(text)?.[0];
      return name === undefined ? [] : [{ name, cluster }];
    });
  }

  #addressesIn(text: string): NamedEndpoint[] {
    if (this.#ranges.size === 0) return [];
    return [...text.matchAll(this.#addresses)].flatMap(
      ([name, number = '', bits = number.includes(':') ? '128' : '32']) => {
        const range = `${number}/${bits}`;
        const cluster = this.#excepted.has(range) ? undefined : this.#clusterOf(range);
        return cluster === undefined ? [] : [{ name, cluster }];
      },
    );
  }

  #clusterOf(range: string): string | undefined {
    if ([...this.#own.ranges].some((own) => contains(own, range))) return undefined;
    return [...this.#ranges].find(([foreign]) => contains(foreign, range))?.[1];
  }
}

/** An address of a range is hardly longer than the shortest of its family, and a role longer than either. */
function shortestOf(texts: readonly string[]): number {
  const shortest = texts.some((text) => text.includes(':')) ? '::'.length : '1.1.1.1'.length;
  return Math.min(shortest, ...texts.map(({ length }) => length));
}

/** Characters of texts that are remembered: kinds and labels are the same in every tenant, a dashboard is its own. */
const short = 100;

/** What is another cluster's and not one's own too, with the cluster. */
function foreignOf(kind: EndpointKind, own: ClusterEndpoints, others: readonly Other[]): Map<string, string> {
  return new Map(
    others.flatMap(([cluster, endpoints]) =>
      [...endpoints[kind]].filter((each) => !own[kind].has(each)).map((each) => [each, cluster] as const),
    ),
  );
}

/** Endpoints that are searched for by what they read; roles have a pattern, and of ranges every address counts. */
export type Spelt = Exclude<EndpointKind, 'ranges' | 'roles'>;

const spelt = ['hosts', 'awsRegions', 'buckets'] as const satisfies readonly Spelt[];

/** How an endpoint is written inside a text. */
const literals: Readonly<Record<Spelt, (endpoint: string) => string[]>> = {
  hosts: (host) => [host],
  awsRegions: (region) => [region],
  buckets: (bucket) => [`s3://${bucket}`, `:::${bucket}`, `${bucket}.s3`],
};

/**
 * What may not stand before and after: then it is another word. A host's name may go on to
 * the left, as a bucket's does, and a region's by the letter of a zone.
 */
const ends: Readonly<Record<Spelt, { readonly before: RegExp; readonly after: RegExp }>> = {
  hosts: { before: /[a-z0-9_-]$/i, after: /^(?:[a-z0-9_-]|\.[a-z0-9])/i },
  awsRegions: { before: /[a-z0-9-]$/i, after: /^(?:[0-9-]|[a-z][a-z0-9-])/i },
  buckets: { before: /[a-z0-9]$/i, after: /^[a-z0-9-]/i },
};

/** The longest first: where one begins as another does, the longer one is meant. */
function expressionOf(texts: readonly string[]): RegExp | undefined {
  if (texts.length === 0) return undefined;
  const alternatives = [...texts].sort((a, b) => b.length - a.length).map(escaped);
  return new RegExp(alternatives.join('|'), 'gi');
}

/** A role of any tenant: the id may be whatever a role's name may hold. */
function rolePattern(role: string): RegExp {
  return new RegExp(`${role.split('{tenant}').map(escaped).join('[\\w+=,.@-]*')}(?![\\w+=,.@-])`);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** Every address of a text, of the newer family only where some range is of it. */
function addressesOf(ranges: readonly string[]): RegExp {
  return ranges.some((range) => range.includes(':')) ? anyAddress : address;
}

const address = /(?<![\d.])(\d{1,3}(?:\.\d{1,3}){3})(?:\/(\d{1,2}))?(?![\d.])/g;
const anyAddress =
  /(?<![\w:.])(\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4})(?:\/(\d{1,3}))?(?![\w:])/gi;
