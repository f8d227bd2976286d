// The concern extra: constructs of the platform's own, beside what a blueprint can say.

import type { Concern } from '../base/concern.js';
import { surge } from '../base/workload.js';
import { extraRules, planExtra } from './plan.js';
import { extraSchema } from './schema.js';

export const extra: Concern = {
  name: 'extra',
  kinds: {},
  schema: extraSchema,
  blueprintRules: [extraRules],
  demand: ({ extra }) => ({
    pods: extra
      .flatMap(({ needs }) => needs.pods ?? [])
      .map(({ count, resources }) => ({ pods: count + surge, containers: [resources] })),
    volumes: extra.flatMap(({ needs }) => needs.volumes ?? []),
    services: extra.reduce((sum, { needs }) => sum + (needs.services ?? 0), 0),
  }),
  untraced: ({ blueprint, tier, modules }) => ({ extra: planExtra(blueprint, tier, modules) }),
};
