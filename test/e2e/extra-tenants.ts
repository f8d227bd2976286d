// Tenants beside the sample ones, for what no sample shows: the largest that a tier allows, a hostile name, one that leaves.
import type { SamplePlatform } from './sample-platform.js';
import { extraTenants } from './stage.js';

/** What a customer may be called: quotes, templates of three languages, YAML, and writing of several kinds. */
export const hostileName = `"O'Brien" {{.namespace}} \${tenant.id} $(id) \\n: # & <b> Ünï 株式会社 }}{{`;

export function addExtraTenants(platform: SamplePlatform): void {
  const owner = { name: 'Somebody', email: 'somebody@garage.example' };
  const common = { displayName: 'Somebody', blueprint: 'workshop', owner };
  const { largestProfessional, largestEnterprise, leaving, resizing } = extraTenants;
  platform.addTenant(largestProfessional, {
    ...common,
    displayName: hostileName,
    tier: 'professional',
    region: 'eu-west',
    sampleData: true,
    domains: ['largest-professional.example', 'www.largest-professional.example'],
    overrides: overridesAtCeilings(platform, 'professional'),
  });
  platform.addTenant(largestEnterprise, {
    ...common,
    tier: 'enterprise',
    region: 'us-east',
    sampleData: true,
    domains: ['largest-enterprise.example'],
    overrides: overridesAtCeilings(platform, 'enterprise'),
  });
  platform.addTenant(resizing, { ...common, tier: 'enterprise', region: 'eu-west' });
  platform.addTenant(leaving, {
    ...common,
    tier: 'free',
    region: 'eu-west',
    lifecycle: 'offboarding',
    offboardedOn: '2020-01-01',
  });
}

interface Blueprint {
  readonly spec: {
    readonly services: Readonly<Record<string, object>>;
    readonly tiers: Readonly<Record<string, { readonly ceilings?: Readonly<Record<string, string | number>> }>>;
  };
}

interface Overrides {
  [key: string]: Overrides | string | number;
}

/** `services.*.replicas: 6` becomes an override of 6 for every service. */
function overridesAtCeilings(platform: SamplePlatform, tier: string): Overrides {
  const { services, tiers } = (platform.readBlueprint('workshop') as Blueprint).spec;
  const overrides: Overrides = {};
  for (const [path, ceiling] of Object.entries(tiers[tier]?.ceilings ?? {}))
    for (const service of path.includes('*') ? Object.keys(services) : [''])
      setAt(overrides, path.replace('*', service).split('.'), ceiling);
  return overrides;
}

function setAt(target: Overrides, [key = '', ...rest]: readonly string[], value: string | number): void {
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const next = target[key];
  const nested = typeof next === 'object' ? next : {};
  target[key] = nested;
  setAt(nested, rest, value);
}
