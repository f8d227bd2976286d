import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fleetQuery, fleetSearch, sortKeys, stateFilters } from '../../../../poller/page/fleet/fleet-query.js';
import { selectTenants } from '../../../../poller/page/fleet/select-tenants.js';
import { fewTenants, manyTenants } from '../fleet-fixture.js';

const fleet = manyTenants(300);
const ask = (query: object) => selectTenants(fleet, fleetQuery.parse(query));

const queries = fc.record(
  {
    q: fc.constantFrom('t-0', 'pine', 'garage.example 7', 'nobody'),
    state: fc.constantFrom(...stateFilters),
    product: fc.constantFrom('store', 'suite', 'none'),
    region: fc.constantFrom('eu-west', 'us-east'),
    sort: fc.constantFrom(...sortKeys),
    order: fc.constantFrom('asc', 'desc'),
  },
  { requiredKeys: [] },
);

describe('selecting tenants', () => {
  it('shows each match once over all pages, whatever is asked for', () => {
    fc.assert(
      fc.property(queries, fc.integer({ min: 1, max: 120 }), (query, size) => {
        const whole = ask({ ...query, size: 500 });
        const pages = Array.from({ length: ask({ ...query, size }).pages }, (_, at) =>
          ask({ ...query, size, page: at + 1 }),
        );
        expect(pages.flatMap(({ tenants }) => tenants)).toEqual(whole.tenants);
        expect(whole.tenants).toHaveLength(whole.total);
      }),
    );
  });

  it('counts states as if no state had been chosen', () => {
    fc.assert(
      fc.property(queries, ({ state: _, ...query }) => {
        const { counts } = ask(query);
        for (const state of stateFilters) expect(ask({ ...query, state }).total).toBe(counts[state]);
      }),
    );
  });

  it('reads back every address that it writes', () => {
    fc.assert(
      fc.property(queries, fc.integer({ min: 1, max: 9 }), (given, page) => {
        const query = fleetQuery.parse({ ...given, page });
        const read = fleetQuery.parse(Object.fromEntries(new URLSearchParams(fleetSearch(query, { page }))));
        expect(read).toEqual(query);
      }),
    );
  });

  it('puts what waits for somebody first', () => {
    const { tenants } = selectTenants(fewTenants, fleetQuery.parse({}));
    const states = tenants.map(({ state }) => state);
    expect(states).toEqual(['failed', 'stuck', 'degraded', 'unknown', 'progressing', 'suspended', 'live']);
  });

  it('gives the last page where a later one is asked for', () => {
    expect(ask({ page: 99, size: 200 })).toMatchObject({ page: 2, pages: 2 });
  });

  it('finds by id, name and address, all words, without regard to case', () => {
    const find = (q: string) => selectTenants(fewTenants, fleetQuery.parse({ q })).tenants.map(({ tenant }) => tenant);
    expect(find('SÖHNE bolt')).toEqual(['bolt-garage']);
    expect(find('fjord-service.garage')).toEqual(['fjord-service']);
    expect(find('söhne fjord')).toEqual([]);
  });
});
