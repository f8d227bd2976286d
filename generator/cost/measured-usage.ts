// What Prometheus measured of every tenant in a period: three queries for all of them, grouped by namespace, and what their answers mean.
// Pure: query-prometheus.ts asks, and the answers go into tenant-cost.ts.
import type { Usage } from '../../constructs/base/concern.js';
import { parseQuantity } from '../../constructs/base/quantity.js';
import { decimalText, divideHalfUp } from './tenant-cost.js';

/** An instant query and the time that it is evaluated at, in seconds since 1970. */
export interface UsageQuery {
  readonly promql: string;
  readonly time: number;
}

export type Measure = 'cpuSeconds' | 'memoryByteSteps' | 'storageBytes';

/** Billionths by namespace. */
export type Samples = ReadonlyMap<string, bigint>;
export type Measurements = Readonly<Record<Measure, Samples>>;

/** Seconds; `end` is now where the month has not ended. */
export interface Period {
  readonly start: number;
  readonly end: number;
}

/** Totals over the period as decimal text, as bills name them. */
export interface MeasuredHours {
  readonly cpuHours: string;
  readonly memoryGibHours: string;
}

export interface MeasuredTenant {
  /** Averages over the whole period: a gap counts as nothing used. */
  readonly usage: Usage;
  readonly hours: MeasuredHours;
}

/**
 * Seconds between the points that memory and storage are read at. Finer ones of a whole month and a thousand tenants are more than
 * Prometheus loads for one query (--query.max-samples, 50,000,000).
 */
const step = 3600;
const secondsOfHour = 3600;

/** Metrics are those of cAdvisor and the kubelet, as every Prometheus beside Kubernetes scrapes them. */
export function usageQueries(namespacePrefix: string, { start, end }: Period): Record<Measure, UsageQuery> {
  const range = `${end - start}s`;
  const own = `namespace=~${JSON.stringify(`${escapeRegex(namespacePrefix)}.+`)}`;
  const containers = `{container!="",${own}}`;
  const memory = `sum by (namespace) (container_memory_working_set_bytes${containers})`;
  const volumes = `sum by (namespace) (kubelet_volume_stats_used_bytes{${own}})`;
  const at = (promql: string): UsageQuery => ({ promql, time: end });
  return {
    cpuSeconds: at(`sum by (namespace) (increase(container_cpu_usage_seconds_total${containers}[${range}]))`),
    memoryByteSteps: at(`sum_over_time(${memory}[${range}:${step}s])`),
    storageBytes: at(`avg_over_time(${volumes}[${range}:${step}s])`),
  };
}

/** A tenant's usage; undefined where nothing of its namespace was measured. */
export function measuredTenant(
  { cpuSeconds, memoryByteSteps, storageBytes }: Measurements,
  { namespace, sites }: { readonly namespace: string; readonly sites: number },
  { start, end }: Period,
): MeasuredTenant | undefined {
  const [cpu, memory] = [cpuSeconds.get(namespace), memoryByteSteps.get(namespace)];
  if (cpu === undefined || memory === undefined) return undefined;
  const seconds = BigInt(end - start);
  const byteSeconds = memory * BigInt(step);
  return {
    usage: {
      cpu: divideHalfUp(cpu, seconds),
      memory: divideHalfUp(byteSeconds, seconds),
      storage: storageBytes.get(namespace) ?? 0n,
      sites: parseQuantity(String(sites)),
    },
    hours: {
      cpuHours: hundredths(cpu, parseQuantity('1')),
      memoryGibHours: hundredths(byteSeconds, parseQuantity('1Gi')),
    },
  };
}

function hundredths(unitSeconds: bigint, unit: bigint): string {
  return decimalText(divideHalfUp(unitSeconds * 100n, unit * BigInt(secondsOfHour)), 2);
}

function escapeRegex(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

export interface Month {
  /** As `2026-11`. */
  readonly name: string;
  /** ISO date of its last day. */
  readonly lastDay: string;
  /** Seconds since 1970. */
  readonly start: number;
  /** Exclusive; seconds since 1970. */
  readonly end: number;
}

/** The month of a text such as `2026-11`; undefined for any other text. */
export function tryParseMonth(text: string): Month | undefined {
  const match = /^([12][0-9]{3})-(0[1-9]|1[0-2])$/.exec(text);
  if (match === null) return undefined;
  const [year, month] = [Number(match[1]), Number(match[2])];
  const [start, end] = [Date.UTC(year, month - 1), Date.UTC(year, month)];
  const lastDay = new Date(end - 1).toISOString().slice(0, 10);
  return { name: text, lastDay, start: start / 1000, end: end / 1000 };
}
