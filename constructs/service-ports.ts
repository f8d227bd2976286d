// The ports of a service by name: its pods open them, its Service forwards to them, its monitor scrapes one of them.
import { shortDigest } from './short-digest.js';
import type { ServiceProps } from './workload-props.js';

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
