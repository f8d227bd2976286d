// The concern access: who may do what in a tenant's namespace.
import type { Concern } from '../base/concern.js';
import { accessKinds } from './kinds.js';
import { accessRules } from './rules.js';

export const access: Concern = {
  name: 'access',
  kinds: accessKinds,
  // The ServiceAccount that every namespace has.
  takenNames: () => ({ workload: (name) => name === 'default' }),
  rules: accessRules,
};
