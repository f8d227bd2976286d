// What services and jobs have in common: image, environment, secrets, resources, what they may reach.

import { compareQuantities } from './quantity.js';
import { replaceReferences } from './references.js';
import type { ContainerSource, ResourceOverrides, ResourcesSource } from './schema.js';
import { fieldsOf, Sourced, type Traced } from './traced.js';
import type { ContainerProps, ResourceNeeds, SecretEnv } from './workload.js';

/** Looks up a reference such as `database.host`; load has made sure that it exists. */
export type Resolve = (reference: string) => Sourced<string>;

export interface ContainerInput {
  readonly source: Sourced<ContainerSource>;
  readonly resources: Traced<ResourceNeeds>;
  readonly tenantEnv: Sourced<Readonly<Record<string, string>>> | undefined;
  readonly resolve: Resolve;
  /** Variables that take their values from Secrets, from every concern. */
  readonly secretVariables: readonly Traced<SecretEnv>[];
}

/** Everything of a container but what only services or only jobs have. */
export function planContainer({
  source,
  resources,
  tenantEnv,
  resolve,
  secretVariables,
}: ContainerInput): Traced<ContainerProps> {
  return {
    image: source.at('image'),
    command: source.tryAt('command'),
    args: source.tryAt('args'),
    user: source.tryAt('user'),
    env: planEnv(source, tenantEnv, resolve),
    secretEnv: [...secretVariables].sort((a, b) => (a.name.value < b.name.value ? -1 : 1)),
    scratch: source.at('scratch'),
    resources,
    egress: source.at('allow').map((allow) => allow.filter((each) => each !== 'internet')),
    internet: source.at('allow').map((allow) => allow.includes('internet')),
  };
}

/** A tier's resources under a tenant's override: a limit that was not named equals its request, and none is below it. */
export function planResources(
  tier: Sourced<ResourcesSource>,
  override?: Sourced<ResourceOverrides>,
): Traced<ResourceNeeds> {
  const cpu = override?.tryAt('cpu') ?? tier.at('cpu');
  const memory = override?.tryAt('memory') ?? tier.at('memory');
  const limits = tier.tryAt('limits');
  return {
    requests: { cpu, memory },
    limits: { cpu: atLeast(cpu, limits?.tryAt('cpu')), memory: atLeast(memory, limits?.tryAt('memory')) },
  };
}

function atLeast(request: Sourced<string>, limit: Sourced<string> | undefined): Sourced<string> {
  return limit === undefined || compareQuantities(limit.value, request.value) < 0 ? request : limit;
}

function planEnv(
  source: Sourced<ContainerSource>,
  tenantEnv: ContainerInput['tenantEnv'],
  resolve: Resolve,
): Record<string, Sourced<string>> {
  const own = fieldsOf<string>(source.at('env')).map(
    ([variable, value]) => [variable, resolveReferences(value, resolve)] as const,
  );
  return Object.fromEntries([...own, ...(tenantEnv === undefined ? [] : fieldsOf(tenantEnv))]);
}

function resolveReferences(value: Sourced<string>, resolve: Resolve): Sourced<string> {
  let through: Sourced<string> | undefined;
  const text = replaceReferences(value.value, (reference) => {
    through = resolve(reference);
    return through.value;
  });
  return through === undefined ? value : new Sourced(text, { ...value.origin, through: through.origin });
}

/** A variable that takes a key of a Secret. */
export function secretVariable(variable: string, secret: string, key: Sourced<string>): Traced<SecretEnv> {
  return { name: key.map(() => variable), secret: key.map(() => secret), key };
}
