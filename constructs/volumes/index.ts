// The concern volumes: what services keep beside the database.
import type { Concern } from '../base/concern.js';
import { parseQuantity } from '../base/quantity.js';
import { keysOf, unknownWords } from '../base/tenant-rule.js';
import { volumeKinds } from './kinds.js';
import { volumeAlerts, volumePanels, volumeProductPanels } from './monitoring.js';
import { planVolumes, publishedVolumes } from './plan.js';
import { volumeBlueprintRules, volumeRules } from './rules.js';
import { volumesSchema } from './schema.js';

export const volumes: Concern = {
  name: 'volumes',
  kinds: volumeKinds,
  schema: volumesSchema,
  overridable: ['volumes.*.storage'],
  blueprintRules: [volumeBlueprintRules],
  lacks: ({ volumes }, _, { sharedStorageClass }) =>
    sharedStorageClass !== undefined
      ? []
      : Object.keys(volumes)
          .filter((name) => volumes[name]?.access === 'shared')
          .map((name) => ({
            code: 'load/profile-incomplete',
            field: 'sharedStorageClass',
            what: 'a storage class for shared volumes',
            asked: ['volumes', name],
          })),
  tenantRules: [
    ({ data: { spec }, document }, blueprint) =>
      unknownWords(document, {
        code: 'load/unknown-volume',
        words: keysOf(spec.overrides?.volumes, ['overrides', 'volumes']),
        known: Object.keys(blueprint.data.spec.volumes),
        message: 'the blueprint has no volume called',
        related: () => blueprint.document.place(['spec', 'services'], 'key'),
      }),
  ],
  plan: (input) => ({ volumes: planVolumes(input) }),
  rules: volumeRules,
  alerts: volumeAlerts,
  panels: volumePanels,
  productPanels: volumeProductPanels,
  demand: ({ volumes }) => ({ volumes: Object.values(volumes).map(({ storage }) => storage) }),
  usage: ({ volumes }) => ({
    storage: Object.values(volumes).reduce((sum, { storage }) => sum + parseQuantity(storage), 0n),
  }),
  published: publishedVolumes,
};
