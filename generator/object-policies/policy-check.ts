// Every rendered object of a tenant against the policies of the platform. Policies are found by the object's kind, so that a tenant's
// sixty objects do not each ask every policy; what can not be evaluated does not pass.

import type { CelInput } from '@bufbuild/cel';
import type { Finding } from '../../constructs/base/finding.js';
import type { TenantPlan } from '../../constructs/base/tenant-plan.js';
import type { Manifest } from '../../constructs/base/tenant-view.js';
import { quote } from '../../constructs/base/wording.js';
import type { ObjectCheck } from '../check/object-finding.js';
import { objectFinding } from '../check/object-finding.js';
import type { PolicyTenants } from '../read/schema/object-policy.js';
import { factsOf } from './cel-environment.js';
import type { Outcome, Variables } from './compile-expression.js';
import type { CompiledPolicy, CompiledValidation } from './compile-policies.js';

export class PolicyCheck implements ObjectCheck {
  readonly readsArgoCd = false;
  readonly #byKind = new Map<string, CompiledPolicy[]>();

  constructor(policies: readonly CompiledPolicy[]) {
    for (const policy of policies)
      for (const kind of policy.source.data.spec.kinds) {
        const others = this.#byKind.get(kind);
        if (others === undefined) this.#byKind.set(kind, [policy]);
        else others.push(policy);
      }
  }

  /** Objects that belong to no tenant are not looked at. */
  check(manifests: readonly Manifest[], plan?: TenantPlan): Finding[] {
    if (plan === undefined) return [];
    let tenant: CelInput | undefined;
    return manifests.flatMap((manifest) => {
      const policies = (this.#byKind.get(manifest.object.kind) ?? []).filter((each) => looksAt(each, manifest, plan));
      if (policies.length === 0) return [];
      tenant ??= celInput(factsOf(plan));
      const variables = { object: celInput(manifest.object), tenant };
      return policies.flatMap((policy) => policyFindings(policy, { manifest, plan, variables }));
    });
  }

  conclude(): Finding[] {
    return [];
  }
}

interface Subject {
  readonly manifest: Manifest;
  readonly plan: TenantPlan;
  readonly variables: Variables;
}

function looksAt({ source }: CompiledPolicy, { path }: Manifest, plan: TenantPlan): boolean {
  const { concerns, tenants = {} } = source.data.spec;
  return (
    (concerns === undefined || concerns.some((concern) => path.endsWith(`/${concern}.yaml`))) &&
    Object.entries(tenants).every(([limit, allowed]) => allowed.some((each) => each === facets[limit as Limit](plan)))
  );
}

type Limit = keyof PolicyTenants;

const facets: Readonly<Record<Limit, (plan: TenantPlan) => string>> = {
  ids: ({ id }) => id,
  blueprints: ({ product }) => product,
  tiers: ({ tier }) => tier,
  regions: ({ cluster }) => cluster.region,
  rings: ({ ring }) => ring,
  lifecycles: ({ lifecycle }) => lifecycle,
};

function policyFindings({ source, validations }: CompiledPolicy, subject: Subject): Finding[] {
  return validations.flatMap((validation) => {
    const outcome = validation.holds(subject.variables);
    if ('value' in outcome && outcome.value === true) return [];
    const { name } = source.data.metadata;
    const { spec } = source.data;
    const { manifest, plan } = subject;
    const { kind, metadata } = manifest.object;
    const found = objectFinding('check/policy', {
      manifest,
      plan,
      fields: validation.fields,
      message: `${kind} ${metadata.name} ${problem(validation, outcome, subject.variables)} (policy ${name})`,
      hint:
        'failure' in outcome
          ? 'let the expression ask with has() before it reads what may be absent'
          : spec.description,
      related: source.document.place(validation.path),
    });
    return [{ ...found, severity: spec.severity }];
  });
}

/** After the object's kind and name. */
function problem({ message, makeMessage }: CompiledValidation, outcome: Outcome, variables: Variables): string {
  if ('failure' in outcome) return `can not be judged: ${quote(outcome.failure)}`;
  if (outcome.value !== false) return 'can not be judged: the expression gives neither true nor false';
  const made = makeMessage?.(variables);
  return made !== undefined && 'value' in made && typeof made.value === 'string' && made.value.trim() !== ''
    ? oneLine(made.value)
    : message;
}

/** Characters of a message that an expression made. */
const longest = 300;

function oneLine(text: string): string {
  const flat = text.replaceAll(/\s+/g, ' ').trim();
  return flat.length > longest ? `${flat.slice(0, longest - 1)}…` : flat;
}

/** Mappings become maps; a field without a value is left out. */
export function celInput(data: unknown): CelInput {
  if (typeof data === 'number') return Number.isSafeInteger(data) ? BigInt(data) : data;
  if (typeof data === 'string' || typeof data === 'boolean') return data;
  if (Array.isArray(data)) return data.map(celInput);
  if (typeof data !== 'object' || data === null) return null;
  const map = new Map<string, CelInput>();
  for (const [key, value] of Object.entries(data)) if (value !== undefined) map.set(key, celInput(value));
  return map;
}
