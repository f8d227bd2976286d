// Tenants for benchmarks: any number of one product, the same every time, spread over its tiers and the sample platform's regions.

const regions = ['eu-west', 'us-east'];

/** The sample platform's products: their tiers, and what a tenant of a tier says besides. */
const products = {
  workshop: {
    tiers: ['demo', 'free', 'professional', 'enterprise'],
    more: (tier: string) =>
      `${
        tier === 'professional'
          ? '  overrides:\n    database: {storage: 80Gi}\n    services: {api: {replicas: 4}}\n'
          : ''
      }  env:\n    api: {LOCALE: de-DE}\n`,
  },
  store: {
    tiers: ['demo', 'basic', 'business'],
    more: (tier: string) => (tier === 'basic' ? '  overrides:\n    volumes: {uploads: {storage: 25Gi}}\n' : ''),
  },
  suite: { tiers: ['standard', 'premium', 'business'], more: () => '' },
} as const satisfies Readonly<Record<string, { tiers: readonly string[]; more: (tier: string) => string }>>;

export type Product = keyof typeof products;

export const benchProducts = Object.keys(products) as readonly Product[];

/** Path and text of each tenant file. */
export function generatedTenants(count: number, product: Product = 'workshop'): { file: string; text: string }[] {
  return Array.from({ length: count }, (_, index) => {
    const id = `bench-${String(index).padStart(5, '0')}`;
    return { file: `tenants/${id}.yaml`, text: tenantText(id, index, product) };
  });
}

function tenantText(id: string, index: number, product: Product): string {
  const { tiers, more } = products[product];
  const tier = tiers[index % tiers.length] ?? '';
  return `apiVersion: tenantry.dev/v1
kind: Tenant
metadata:
  name: ${id}
spec:
  displayName: Benchmark ${index}
  blueprint: ${product}
  tier: ${tier}
  region: ${regions[Math.floor(index / tiers.length) % regions.length]}
  owner: {name: Office ${index}, email: office@${id}.example}
${index % 5 === 0 ? `  domains: [shop.${id}.example]\n` : ''}${more(tier)}  billing: {customerId: cus_${index}, subscriptionId: sub_${index}, costCenter: CC-${index}}
${tier === 'demo' ? '  expiresAt: 2027-12-31\n' : ''}`;
}
