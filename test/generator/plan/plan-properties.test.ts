// Whatever sound tenants are planned: no throw, every override within its ceiling is in the plan, and none depends on another.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { TenantPlan } from '../../../constructs/base/tenant-plan.js';
import { dataOf, planFiles } from '../read/sources-fixture.js';

const word = fc.stringMatching(/^[a-z][a-z0-9]{2,12}$/);

/** Amounts up to the ceilings of the two tiers that have any. */
const withinCeilings = {
  professional: { storage: 200, memory: 4, replicas: 6, serviceMemory: 2048 },
  enterprise: { storage: 2048, memory: 32, replicas: 12, serviceMemory: 4096 },
} as const;

function overridesWithin(tier: keyof typeof withinCeilings) {
  const most = withinCeilings[tier];
  const service = fc.record(
    {
      replicas: fc.integer({ min: 1, max: most.replicas }),
      resources: fc.record({
        memory: fc.integer({ min: 1, max: most.serviceMemory }).map((mebibytes) => `${mebibytes}Mi`),
      }),
    },
    { requiredKeys: [] },
  );
  return fc.record(
    {
      database: fc.record(
        {
          storage: fc.integer({ min: 1, max: most.storage }).map((gibibytes) => `${gibibytes}Gi`),
          resources: fc.record({
            memory: fc.integer({ min: 1, max: most.memory }).map((gibibytes) => `${gibibytes}Gi`),
          }),
        },
        { requiredKeys: [] },
      ),
      services: fc.record({ api: service, web: service }, { requiredKeys: [] }),
    },
    { requiredKeys: [] },
  );
}

const env = fc.dictionary(
  fc.stringMatching(/^MY_[A-Z0-9_]{1,10}$/),
  fc.string({ maxLength: 20, unit: fc.constantFrom(...'aZ9 :#{}[]&*!|>%@`"\'$\\-?,ü漢') }),
  { maxKeys: 3, noNullPrototype: true },
);

const common = {
  displayName: fc.stringMatching(/^[A-Za-z0-9&.()]([ A-Za-z0-9&.()äß-]{0,30}[A-Za-z0-9)])?$/),
  blueprint: fc.constant('workshop'),
  region: fc.constantFrom('eu-west', 'us-east'),
  owner: fc.record({ name: word, email: word.map((name) => `${name}@some.example`) }),
  sampleData: fc.boolean(),
  lifecycle: fc.constantFrom('active', 'suspended'),
  domains: fc.uniqueArray(
    word.map((name) => `${name}.example`).filter((host) => host !== 'garage.example'),
    { maxLength: 3 },
  ),
  env: fc.record({ api: env, web: env, migrate: env }, { requiredKeys: [] }),
  expiresAt: fc
    .date({ min: new Date('2026-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10)),
};
const optional = { requiredKeys: ['displayName', 'blueprint', 'tier', 'region', 'owner', 'expiresAt'] as const };

/** The spec of any sound tenant of the sample blueprint. */
const specs = fc.oneof(
  ...(['professional', 'enterprise'] as const).map((tier) =>
    fc.record(
      { ...common, tier: fc.constant<string>(tier), overrides: overridesWithin(tier) },
      { requiredKeys: [...optional.requiredKeys] },
    ),
  ),
  fc.record({ ...common, tier: fc.constantFrom('demo', 'free') }, { requiredKeys: [...optional.requiredKeys] }),
);

const yamlOf = (id: string, spec: object) =>
  stringify({ apiVersion: 'tenantry.dev/v1', kind: 'Tenant', metadata: { name: id }, spec });

/** Every leaf with its dotted path. */
function leavesOf(value: unknown, path = ''): [string, unknown][] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, next]) => leavesOf(next, path === '' ? key : `${path}.${key}`))
    : [[path, value]];
}

/** Where an override stands in a plan: amounts of resources are requests. */
function planned({ origins }: TenantPlan, path: string): unknown {
  return origins.entries().get(path.replace('.resources.', '.resources.requests.'))?.value;
}

describe('any sound tenant', () => {
  it('is planned with every override and variable of its own', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const { plans, findings } = planFiles({ 'tenants/any-one.yaml': yamlOf('any-one', spec) });
        expect(findings).toEqual([]);
        const plan = plans.get('any-one');
        if (plan === undefined) throw new Error('it has no plan');
        const overrides = 'overrides' in spec ? leavesOf(spec.overrides ?? {}) : [];
        for (const [path, amount] of overrides) expect([path, planned(plan, path)]).toEqual([path, amount]);
        for (const [name, variables] of Object.entries(spec.env ?? {}))
          expect(plan.services[name]?.env ?? plan.jobs[name]?.env).toMatchObject(variables);
        expect(plan.hosts.slice(1).map((host) => host.name)).toEqual(spec.domains ?? []);
      }),
      { numRuns: 120 },
    );
  });

  it('has the same plan beside any other', () => {
    fc.assert(
      fc.property(specs, specs, (spec, other) => {
        const files = { 'tenants/any-one.yaml': yamlOf('any-one', spec) };
        const alone = planFiles(files).plans.get('any-one');
        const beside = planFiles({ ...files, 'tenants/any-other.yaml': yamlOf('any-other', other) }).plans.get(
          'any-one',
        );
        expect(alone).toBeDefined();
        expect(beside && dataOf(beside)).toEqual(alone && dataOf(alone));
      }),
      { numRuns: 40 },
    );
  });
});
