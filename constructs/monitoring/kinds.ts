// The kinds of the concern monitoring.
import type { KindTable } from '../base/kind.js';
import { waves } from '../base/waves.js';

export const monitoringKinds: KindTable = {
  'monitoring.coreos.com/PodMonitor': { wave: waves.monitoring, step: 'healthy', identity: ['metadata.name'] },
  'monitoring.coreos.com/ServiceMonitor': { wave: waves.monitoring, step: 'healthy', identity: ['metadata.name'] },
  'monitoring.coreos.com/PrometheusRule': { wave: waves.monitoring, step: 'healthy', identity: ['metadata.name'] },
};
