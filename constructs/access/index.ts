// The concern access: who may do what in a tenant's namespace.
import type { Concern } from '../base/concern.js';
import { accessKinds } from './kinds.js';
import { accessRules } from './rules.js';

export const access: Concern = {
  name: 'access',
  kinds: accessKinds,
  // ServiceAccounts of the namespace.
  takenNames: () => ({ workload: (name) => ['default', 'secrets', 'services'].includes(name) }),
  rules: accessRules,
};
