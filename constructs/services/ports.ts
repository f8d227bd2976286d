// The ports of a service by name: its pods open them, its Service forwards to them, its monitor scrapes one of them.

import type { k8s } from 'cdk8s-plus-29';
import { shortDigest } from '../base/digest.js';
import { intOrString } from '../base/plain-data.js';
import type { Probe, ServiceProps } from '../base/workload.js';

export interface NamedPort {
  readonly name: 'http' | 'metrics';
  readonly port: number;
}

/** None for a worker. A Service can't have one number twice: metrics on the service's own port are scraped as `http`. */
export function servicePorts({ port, metrics }: Pick<ServiceProps, 'port' | 'metrics'>): NamedPort[] {
  return [
    ...(port === undefined ? [] : [{ name: 'http' as const, port }]),
    ...(metrics === undefined || metrics.port === port ? [] : [{ name: 'metrics' as const, port: metrics.port }]),
  ];
}

/** Where the metrics of services are: their Services carry the name as a label, and one monitor of that name scrapes them all. */
export interface Scraping {
  readonly name: string;
  readonly port: NamedPort['name'];
  readonly path: string;
}

export const scrapingLabel = 'tenantry.dev/metrics';

/** Undefined for a service without metrics; services with the same port name and path have the same. */
export function scrapingOf({ port, metrics }: Pick<ServiceProps, 'port' | 'metrics'>): Scraping | undefined {
  if (metrics === undefined) return undefined;
  const name = metrics.port === port ? 'http' : 'metrics';
  const { path } = metrics;
  return { name: path === usualPath ? name : `${name}-${shortDigest(path)}`, port: name, path };
}

const usualPath = '/metrics';

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
    readinessProbe: ready && { ...action(ready), ...timings.readinessProbe },
    livenessProbe: live && { ...action(live), ...timings.livenessProbe },
    startupProbe: startup && { ...action(startup), ...timings.startupProbe },
  };
}

function action(probe: Probe): Pick<k8s.Probe, 'exec' | 'httpGet'> {
  return 'command' in probe
    ? { exec: { command: [...probe.command] } }
    : { httpGet: { path: probe.path, port: intOrString(probe.port) } };
}
