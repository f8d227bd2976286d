// The ports of a service by name: its pods open them, its Service forwards to them, its monitor scrapes one of them.
import type { ServiceProps } from './tenant.js';

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

/** The name of the port that a service's metrics are scraped at. */
export function metricsPortName({ port, metrics }: Pick<ServiceProps, 'port' | 'metrics'>): NamedPort['name'] {
  return metrics?.port === port ? 'http' : 'metrics';
}
