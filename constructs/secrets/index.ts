// The concern secrets: a store of the tenant's own, bound to its own prefix, and what is read from it or generated in the cluster.
import { variablesOf, workloadsOf } from '../base/blueprint-rule.js';
import type { Concern } from '../base/concern.js';
import { sortedEntries } from '../base/order.js';
import { secretsKinds } from './kinds.js';
import { claimedSecrets, declaredSecretVariables, planSecrets, secretAccounts, secretReader } from './plan.js';
import { secretBlueprintRules, secretRules } from './rules.js';
import { secretsSchema } from './schema.js';

export const secrets: Concern = {
  name: 'secrets',
  kinds: secretsKinds,
  schema: secretsSchema,
  blueprintRules: [secretBlueprintRules],
  variables: (blueprint, workload) =>
    (workloadsOf(blueprint).find(({ name }) => name === workload)?.container.secrets ?? []).flatMap((secret) =>
      variablesOf(blueprint.secrets[secret], `the secret ${secret}`, ['secrets', secret]),
    ),
  plan: (input) => ({ secrets: planSecrets(input) }),
  secretVariables: declaredSecretVariables,
  rules: secretRules,
  takenNames: () => ({ workload: (name) => name === secretReader }),
  accounts: [secretAccounts],
  secrets: (tenant) => sortedEntries(tenant.secrets).map(([name, secret]) => ({ ...secret, name })),
  claims: claimedSecrets,
};
