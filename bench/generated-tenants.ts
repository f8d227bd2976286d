// Tenants for benchmarks: any number, the same every time, spread over the sample platform's tiers and regions.

const tiers = ['demo', 'free', 'professional', 'enterprise'];
const regions = ['eu-west', 'us-east'];

/** Path and text of each tenant file. */
export function generatedTenants(count: number): { file: string; text: string }[] {
  return Array.from({ length: count }, (_, index) => {
    const id = `bench-${String(index).padStart(5, '0')}`;
    return { file: `tenants/${id}.yaml`, text: tenantText(id, index) };
  });
}

function tenantText(id: string, index: number): string {
  const tier = tiers[index % tiers.length] ?? '';
  return `apiVersion: tenantry.dev/v1
kind: Tenant
metadata:
  name: ${id}
spec:
  displayName: Benchmark ${index}
  blueprint: workshop
  tier: ${tier}
  region: ${regions[Math.floor(index / tiers.length) % regions.length]}
  owner: {name: Office ${index}, email: office@${id}.example}
${index % 5 === 0 ? `  domains: [shop.${id}.example]\n` : ''}${tier === 'professional' ? '  overrides:\n    database: {storage: 80Gi}\n    services: {api: {replicas: 4}}\n' : ''}  env:
    api: {LOCALE: de-DE}
  billing: {customerId: cus_${index}, subscriptionId: sub_${index}, costCenter: CC-${index}}
${tier === 'demo' ? '  expiresAt: 2027-12-31\n' : ''}`;
}
