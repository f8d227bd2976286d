// Prices that are easy to reckon with, and plans of the sample platform that they are for.
import type { PricedPlan } from '../../../generator/cost/tenant-cost.js';
import type { Prices, TierPrice } from '../../../generator/read/schema/prices.js';
import { planOf } from '../read/sources-fixture.js';

/** 2 cores, 4 GiB, 50 GiB and 2 hosts are included in 49.00. */
const professional: TierPrice = {
  fee: '49.00',
  included: { cpu: '2', memory: '4Gi', storage: '50Gi', sites: 2 },
};

export function pricesWith(price: Partial<TierPrice> = {}, currency = 'EUR'): Prices {
  return {
    currency,
    overage: { cpu: '10.00', memory: '4.00', storage: '0.10', domain: '5.00' },
    products: { workshop: { professional: { ...professional, ...price } } },
  };
}

const acme = planOf('acme-auto');
const service = acme.services.api;
if (service === undefined) throw new Error('the sample has no service api');
const api = service;

export interface Size {
  readonly cpu?: string;
  readonly memory?: string;
  readonly replicas?: number;
  readonly autoscale?: { readonly min: number; readonly max: number };
  readonly storage?: string;
  readonly instances?: number;
  readonly domains?: number;
  readonly lifecycle?: PricedPlan['lifecycle'];
  readonly tier?: string;
  readonly id?: string;
}

/** A tenant with one service, and with a database where it has storage. */
export function pricedPlan(size: Size = {}): PricedPlan {
  const { cpu = '1', memory = '1Gi', replicas = 1, autoscale, storage, instances = 1, domains = 0 } = size;
  const requests = { cpu, memory };
  const { replicas: _replicas, ...bare } = api;
  const scaled = autoscale === undefined ? { ...bare, replicas } : { ...bare, autoscale };
  const nothing = { cpu: '0', memory: '0' };
  return {
    ...acme,
    id: size.id ?? 'acme',
    product: 'workshop',
    tier: size.tier ?? 'professional',
    billing: { customerId: 'cus_1' },
    buckets: {},
    lifecycle: size.lifecycle ?? 'active',
    services: { api: { ...scaled, resources: { requests, limits: requests } } },
    database:
      storage === undefined
        ? undefined
        : acme.database && {
            ...acme.database,
            storage,
            instances,
            resources: { requests: nothing, limits: nothing },
          },
    volumes: {},
    hosts: Array.from({ length: 1 + domains }, (_, index) => ({ name: `host-${index}.example`, custom: index > 0 })),
  };
}
