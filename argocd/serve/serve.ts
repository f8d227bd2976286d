// Everything that `tenantry serve` runs as in the cluster: printed by `tenantry bootstrap` and applied by a person, as Argo CD's
// roots are. It reads Applications and nothing else of any cluster.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { addServeAccess } from './serve-access.js';
import { addServeMonitoring } from './serve-monitoring.js';
import { addServeNetwork } from './serve-network.js';
import type { ServeProps } from './serve-props.js';
import { addServeRoute } from './serve-route.js';
import { addServeWorkload } from './serve-workload.js';

export class Serve extends Chart {
  constructor(scope: Construct, props: ServeProps) {
    super(scope, 'serve');
    addServeAccess(this, props);
    addServeNetwork(this, props);
    addServeWorkload(this, props);
    addServeRoute(this, props);
    addServeMonitoring(this, props);
  }
}
