// The kinds of the concern routes.
import type { KindTable } from '../base/kind.js';
import { waves } from '../base/waves.js';
import { challengeSolver } from './plan.js';

const solver = { resources: { ...challengeSolver } };

export const routeKinds: KindTable = {
  'gateway.networking.k8s.io/HTTPRoute': { wave: waves.routes, step: 'routes', identity: ['metadata.name'] },
  'gateway.networking.k8s.io/ListenerSet': { wave: waves.customDomains, step: 'routes', identity: ['metadata.name'] },
  'networking.k8s.io/Ingress': { wave: waves.routes, step: 'routes', identity: ['metadata.name'] },
  'cert-manager.io/Certificate': {
    wave: waves.customDomains,
    step: 'routes',
    identity: ['metadata.name', 'spec.secretName'],
    operatorPods: { containers: () => [solver] },
    needs: () => [{ count: 1, containers: [solver.resources] }],
    makes: [
      'cert-manager.io/CertificateRequest',
      'acme.cert-manager.io/Order',
      'acme.cert-manager.io/Challenge',
      '/Pod',
    ],
  },
};
