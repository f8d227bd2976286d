// The concern monitoring: what is measured of a tenant, what is alerted on, and its dashboard.
import type { Concern } from '../base/concern.js';
import { containerAlerts } from './alerts.js';
import { containerPanels, containerProductPanels } from './dashboard.js';
import { monitoringKinds } from './kinds.js';
import { monitorRules, promqlRules } from './rules.js';
import { monitoringSchema } from './schema.js';

export const monitoring: Concern = {
  name: 'monitoring',
  kinds: monitoringKinds,
  schema: monitoringSchema,
  network: { peers: ({ monitoring }) => ({ pods: [monitoring.prometheus] }) },
  alerts: containerAlerts,
  panels: containerPanels,
  productPanels: containerProductPanels,
  rules: [...promqlRules, ...monitorRules],
};
