// When a service's container counts as started, ready and alive. From the plan's probes; goes into container.ts.
import type { k8s } from 'cdk8s-plus-29';
import { intOrString } from './resources/wrapped.js';
import type { Probe, ServiceProps } from './workload-props.js';

type Timing = Pick<k8s.Probe, 'periodSeconds' | 'timeoutSeconds' | 'failureThreshold'>;

/** Out of rotation after half a minute, restarted after a minute, given up at the start after five minutes. */
const timings = {
  readinessProbe: { periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 3 },
  livenessProbe: { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
  startupProbe: { periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 60 },
} as const satisfies Record<string, Timing>;

export type ContainerProbes = { readonly [Kind in keyof typeof timings]?: k8s.Probe };

/** The probes of one container, with the timings that all services share. */
export function containerProbes({ ready, live, startup }: ServiceProps['probes']): ContainerProbes {
  return {
    ...(ready === undefined ? {} : { readinessProbe: { ...action(ready), ...timings.readinessProbe } }),
    ...(live === undefined ? {} : { livenessProbe: { ...action(live), ...timings.livenessProbe } }),
    ...(startup === undefined ? {} : { startupProbe: { ...action(startup), ...timings.startupProbe } }),
  };
}

function action(probe: Probe): Pick<k8s.Probe, 'exec' | 'httpGet'> {
  return 'command' in probe
    ? { exec: { command: [...probe.command] } }
    : { httpGet: { path: probe.path, port: intOrString(probe.port) } };
}
