// The edge to Prometheus' HTTP API (prometheus.io/docs/prometheus/latest/querying/api): one instant query in, a number by namespace out.
import { z } from 'zod';
import { OutsideError } from '../../constructs/base/finding.js';
import type { Samples, UsageQuery } from './measured-usage.js';

export interface PrometheusAddress {
  readonly url: string;
  /** Bearer token; it goes to this address alone. */
  readonly token?: string;
  /** Milliseconds for one answer. @default 60 000 */
  readonly timeout?: number;
}

export interface PrometheusAnswer {
  readonly samples: Samples;
  /** What the server says of an answer that may lack something, as one that not every store contributed to. */
  readonly warnings: readonly string[];
}

/** @throws OutsideError where the server can't be reached, refuses, takes too long or answers with something else. */
export async function queryPrometheus(address: PrometheusAddress, query: UsageQuery): Promise<PrometheusAnswer> {
  const { status, body } = await fetchAnswer(address, query);
  const answer = answerSchema.safeParse(body);
  if (!answer.success) throw unusable(address, `it answered ${status} with something that is not a vector`);
  if (answer.data.status === 'error')
    throw unusable(address, `${answer.data.errorType}: ${answer.data.error.slice(0, 300)}`);
  const { data, warnings } = answer.data;
  return { samples: new Map(data.result.flatMap(sampleOf)), warnings };
}

const answerSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('success'),
    data: z.object({
      resultType: z.literal('vector'),
      result: z.array(
        z.object({ metric: z.object({ namespace: z.string() }), value: z.tuple([z.number(), z.string()]) }),
      ),
    }),
    warnings: z.array(z.string()).default([]),
  }),
  z.object({ status: z.literal('error'), errorType: z.string(), error: z.string() }),
]);

type Sample = Extract<z.infer<typeof answerSchema>, { status: 'success' }>['data']['result'][number];

/** Bytes: 10,000 tenants are less than two megabytes. */
const longestAnswer = 64 * 1024 * 1024;

const accept = { accept: 'application/json' } as const;

async function fetchAnswer({ url, token, timeout = 60_000 }: PrometheusAddress, { promql, time }: UsageQuery) {
  const query = new URLSearchParams({ query: promql, time: String(time), timeout: `${Math.ceil(timeout / 1000)}s` });
  try {
    const response = await fetch(`${url}/api/v1/query?${query}`, {
      headers: token === undefined ? accept : { ...accept, authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: AbortSignal.timeout(timeout),
    });
    const text = await boundedText(response);
    return { status: response.status, body: parsed(text) };
  } catch (cause) {
    const late = cause instanceof Error && cause.name === 'TimeoutError';
    throw unusable({ url }, late ? `it did not answer within ${timeout} ms` : 'it can not be reached', cause);
  }
}

async function boundedText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > longestAnswer) throw new Error('the answer does not end');
  }
  return text + decoder.decode();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sampleOf({ metric, value: [, text] }: Sample): [string, bigint][] {
  const amount = tryParseSample(text);
  return amount === undefined ? [] : [[metric.namespace, amount]];
}

/** Billionths, cut off; undefined for NaN and infinity. A counter's negative rounding error is nothing. */
function tryParseSample(text: string): bigint | undefined {
  const match = /^(-?)([0-9]+)(?:\.([0-9]+))?(?:e([+-]?[0-9]{1,3}))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const power = BigInt(exponent) - BigInt(fraction.length) + 9n;
  const digits = BigInt(whole + fraction);
  if (sign === '-') return 0n;
  return power < 0n ? digits / 10n ** -power : digits * 10n ** power;
}

function unusable({ url }: Pick<PrometheusAddress, 'url'>, message: string, cause?: unknown): OutsideError {
  return new OutsideError(`Prometheus at ${url} can not be asked: ${message}`, {
    hint: 'check the address, and that it is reachable from here; without an address costs come from the plans',
    cause,
  });
}
