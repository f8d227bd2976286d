// The kinds of the concern network.
import type { KindTable } from '../base/kind.js';
import { waves } from '../base/waves.js';

export const networkKinds: KindTable = {
  'networking.k8s.io/NetworkPolicy': { wave: waves.network, step: 'namespace', identity: ['metadata.name'] },
};
