// The concern extra: constructs of the platform's own, beside what a blueprint can say.

import type { Concern } from '../base/concern.js';
import { extraRules } from './blueprint-rules.js';
import { Extra } from './chart.js';
import { planExtra } from './plan.js';
import { extraSchema } from './schema.js';

export const extra: Concern = {
  name: 'extra',
  chart: (scope, tenant) => new Extra(scope, tenant),
  kinds: {},
  schema: extraSchema,
  blueprintRules: [extraRules],
  untraced: ({ blueprint, tier, modules }) => ({ extra: planExtra(blueprint, tier, modules) }),
};
