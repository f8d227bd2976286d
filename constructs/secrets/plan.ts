// The secrets of one tenant: those that the blueprint declares and something of the tenant uses.
import { workloadsOf } from '../base/blueprint-rule.js';
import type { AccountsPart, PlanInput } from '../base/concern.js';
import { secretVariable } from '../base/plan-container.js';
import type { BlueprintSpec } from '../base/sources.js';
import type { TenantProps } from '../base/tenant.js';
import { fieldsOf, type Sourced, type Traced } from '../base/traced.js';
import type { SecretEnv } from '../base/workload.js';
import type { SecretProps } from './schema.js';

/** The secrets that something of this tenant uses. */
export function planSecrets({ blueprint, running }: PlanInput): Record<string, Traced<SecretProps>> {
  const used = new Set(
    workloadsOf(blueprint.value)
      .filter(({ name }) => running.includes(name))
      .flatMap(({ container }) => container.secrets),
  );
  return Object.fromEntries(
    fieldsOf(blueprint.at('secrets'))
      .filter(([name]) => used.has(name))
      .map(([name, secret]) => [name, planSecret(secret)]),
  );
}

/** Variables that a workload takes from the secrets that it names. */
export function declaredSecretVariables({ blueprint }: PlanInput, workload: string): Traced<SecretEnv>[] {
  const found = workloadsOf(blueprint.value).find(({ name }) => name === workload);
  return (found?.container.secrets ?? []).flatMap((secret) => {
    const declared = blueprint.at('secrets').at(secret);
    return fieldsOf<string>(declared.at('env')).map(([variable, key]) => secretVariable(variable, secret, key));
  });
}

function planSecret(secret: Sourced<BlueprintSpec['secrets'][string]>): Traced<SecretProps> {
  const { value } = secret;
  if ('generate' in value) {
    const generated = secret.map(() => value);
    return {
      kind: generated.at('generate').map(() => 'generated' as const),
      key: generated.at('env').map(() => 'password'),
      length: generated.at('length'),
    };
  }
  const stored = secret.map(() => value);
  return {
    kind: stored.at('from').map(() => 'stored' as const),
    from: stored.at('from'),
    keys: stored.at('env').map((env) => [...new Set(Object.values(env))].sort()),
    rotate: stored.tryAt('rotate'),
  };
}

/** Everything of the tenant in the secret store is below this; undefined where the cluster has no store. */
export function secretPrefix({ namespace, cluster }: Pick<TenantProps, 'namespace' | 'cluster'>): string | undefined {
  const { secretStore } = cluster;
  return secretStore.kind === 'generated' ? undefined : `${secretStore.prefix}/${namespace}/`;
}

export function claimedSecrets({ namespace, cluster }: Pick<TenantProps, 'namespace' | 'cluster'>): string[] {
  const prefix = secretPrefix({ namespace, cluster });
  return prefix === undefined ? [] : [`secrets:${cluster.name}/${prefix}`];
}

/** The ServiceAccount that the tenant's SecretStore authenticates as. */
export const secretReader = 'secrets';

export const secretAccounts: AccountsPart = {
  wanted: (tenant) => [{ name: secretReader, annotations: annotationsOf(storeRole(tenant)) }],
  reserved: () => [secretReader],
  cloudRole: (tenant, account) => (account === secretReader ? storeRole(tenant) : undefined),
};

/** External Secrets assumes the role that this annotation of the store's ServiceAccount names (its AWS provider's JWT auth). */
function annotationsOf(role: string | undefined): Record<string, string> {
  return role === undefined ? {} : { 'eks.amazonaws.com/role-arn': role };
}

function storeRole({ id, cluster: { secretStore } }: TenantProps): string | undefined {
  return secretStore.kind === 'aws' ? secretStore.roleArn.replaceAll('{tenant}', id) : undefined;
}
