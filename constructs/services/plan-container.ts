// What services and jobs have in common: image, environment, secrets, resources, what they may reach.

import { bucketClaimName, names } from '../base/metadata.js';
import { compareQuantities } from '../base/quantity.js';
import { replaceReferences } from '../base/references.js';
import type { ResourceOverrides, ResourcesSource } from '../base/schema.js';
import type { BlueprintSpec } from '../base/sources.js';
import { fieldsOf, Sourced, type Traced } from '../base/traced.js';
import type { ContainerProps, ResourceNeeds, SecretEnv } from '../base/workload.js';
import { databaseSecret } from '../database/plan.js';
import type { JobSource } from '../jobs/schema.js';
import type { ServiceSource } from './schema.js';

/** Looks up a reference such as `database.host`; load has made sure that it exists. */
export type Resolve = (reference: string) => Sourced<string>;

export interface ContainerInput {
  readonly name: string;
  readonly source: Sourced<ServiceSource | JobSource>;
  readonly blueprint: Sourced<BlueprintSpec>;
  readonly resources: Traced<ResourceNeeds>;
  readonly tenantEnv: Sourced<Readonly<Record<string, string>>> | undefined;
  readonly resolve: Resolve;
  /** Which of the tenant's database servers is in use. */
  readonly generation: number;
}

/** Everything of a container but what only services or only jobs have. */
export function planContainer({
  name,
  source,
  blueprint,
  resources,
  tenantEnv,
  resolve,
  generation,
}: ContainerInput): Traced<ContainerProps> {
  return {
    image: source.at('image'),
    command: source.tryAt('command'),
    args: source.tryAt('args'),
    user: source.tryAt('user'),
    env: planEnv(source, tenantEnv, resolve),
    secretEnv: planSecretEnv(name, source, blueprint, generation),
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
  source: Sourced<ServiceSource | JobSource>,
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

function planSecretEnv(
  name: string,
  source: Sourced<ServiceSource | JobSource>,
  blueprint: Sourced<BlueprintSpec>,
  generation: number,
): Traced<SecretEnv>[] {
  const ofSecrets = source.value.secrets.flatMap((secret) => {
    const declared = blueprint.at('secrets').at(secret);
    return fieldsOf<string>(declared.at('env')).map(([variable, key]) => secretVariable(variable, secret, key));
  });
  const databases = blueprint.tryAt('database');
  const ofDatabases = databases === undefined ? [] : databaseEnv(name, databases, generation);
  return [...ofSecrets, ...ofDatabases, ...sharedSecretEnv(name, blueprint)].sort((a, b) =>
    a.name.value < b.name.value ? -1 : 1,
  );
}

function databaseEnv(
  name: string,
  database: Sourced<NonNullable<BlueprintSpec['database']>>,
  generation: number,
): Traced<SecretEnv>[] {
  const { engine, names } = database.value;
  const all = Object.keys(names);
  return fieldsOf(database.at('names'))
    .filter(([, declared]) => declared.value.usedBy.includes(name))
    .flatMap(([databaseName, declared]) =>
      fieldsOf<string>(declared.at('env')).map(([variable, key]) =>
        secretVariable(variable, databaseSecret({ engine, generation }, databaseName, all), key),
      ),
    );
}

/** Every such variable of one workload; the plan puts them beside those of secrets and databases. */
function sharedSecretEnv(name: string, blueprint: Sourced<BlueprintSpec>): Traced<SecretEnv>[] {
  const messaging = blueprint.tryAt('messaging');
  const ofBroker =
    messaging === undefined || !messaging.value.usedBy.includes(name)
      ? []
      : fieldsOf<string>(messaging.at('env')).map(([variable, key]) => secretVariable(variable, names.messaging, key));
  const ofBuckets = fieldsOf(blueprint.at('buckets'))
    .filter(([, bucket]) => bucket.value.usedBy.includes(name))
    .flatMap(([bucket, declared]) =>
      fieldsOf(declared.at('env')).map(([variable, key]) =>
        secretVariable(variable, bucketClaimName(bucket), key.map(providedKey)),
      ),
    );
  return [...ofBroker, ...ofBuckets];
}

/** A variable that takes a key of a Secret. */
function secretVariable(variable: string, secret: string, key: Sourced<string>): Traced<SecretEnv> {
  return { name: key.map(() => variable), secret: key.map(() => secret), key };
}

type BucketKey = BlueprintSpec['buckets'][string]['env'][string];

/** Keys of the Secret that the provisioner makes for a claim (lib-bucket-provisioner). */
const providedKeys = {
  'access-key-id': 'AWS_ACCESS_KEY_ID',
  'secret-access-key': 'AWS_SECRET_ACCESS_KEY',
} as const satisfies Record<BucketKey, string>;

function providedKey(key: BucketKey): string {
  return providedKeys[key];
}
