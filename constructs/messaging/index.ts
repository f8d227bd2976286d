// The concern messaging: a virtual host of the tenant's own on its cluster's RabbitMQ, by the topology operator.
import { variablesOf } from '../base/blueprint-rule.js';
import type { Concern } from '../base/concern.js';
import { podsOf, to } from '../base/network-rules.js';
import { brokerPods, brokerPort, brokerSecrets, messagingName } from './broker.js';
import { messagingKinds } from './kinds.js';
import { brokerMetrics, messagingAlerts, messagingPanels, messagingProductPanels } from './monitoring.js';
import { messagingReferences, messagingSecretVariables, messagingValue, planMessaging } from './plan.js';
import { messagingBlueprintRules, messagingRules } from './rules.js';
import { messagingSchema } from './schema.js';

export const messaging: Concern = {
  name: 'messaging',
  kinds: messagingKinds,
  schema: messagingSchema,
  blueprintRules: [messagingBlueprintRules],
  takenNames: () => ({ sections: { secrets: (name) => name === messagingName } }),
  references: { known: messagingReferences, resolve: messagingValue },
  variables: ({ messaging }, workload) =>
    messaging?.usedBy.includes(workload) === true ? variablesOf(messaging, 'messaging', ['messaging']) : [],
  lacks: (blueprint, _, cluster) =>
    blueprint.messaging === undefined || cluster.messaging !== undefined
      ? []
      : [{ code: 'load/profile-incomplete', field: 'messaging', what: 'a message broker', asked: ['messaging'] }],
  plan: (input) => ({ messaging: planMessaging(input) }),
  secretVariables: messagingSecretVariables,
  rules: messagingRules,
  secrets: brokerSecrets,
  alerts: messagingAlerts,
  panels: messagingPanels,
  productPanels: messagingProductPanels,
  sharedMetrics: brokerMetrics,
  network: {
    places: ({ messaging, cluster: { messaging: broker } }) =>
      broker === undefined
        ? []
        : [
            {
              name: 'broker',
              users: messaging?.usedBy ?? [],
              egress: to([podsOf(brokerPods(broker))], [brokerPort(broker)]),
            },
          ],
    peers: ({ messaging }) => ({ pods: messaging && [brokerPods(messaging)] }),
  },
  claims: ({ cluster, messaging }) => (messaging === undefined ? [] : [`vhost:${cluster.name}/${messaging.vhost}`]),
};
