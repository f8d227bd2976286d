import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { OutsideError } from '../../../constructs/base/finding.js';
import { queryPrometheus } from '../../../generator/cost/query-prometheus.js';
import { json, type PrometheusServer, prometheusServer, vector } from './prometheus-server.js';

const query = { promql: 'sum by (namespace) (up{namespace=~"tenant-.+"})', time: 1_764_547_200 };

async function ask(
  answer: (response: ServerResponse) => void,
  options: { token?: string; timeout?: number } = {},
): Promise<{ server: PrometheusServer; result: Awaited<ReturnType<typeof queryPrometheus>> }> {
  const server = await prometheusServer((_, response) => answer(response));
  try {
    return { server, result: await queryPrometheus({ url: server.url, ...options }, query) };
  } finally {
    await server.close();
  }
}

describe('queryPrometheus', () => {
  it('asks for the instant with the query, and gives a number by namespace', async () => {
    const { server, result } = await ask((response) =>
      json(response, 200, vector({ 'tenant-acme': '1.5', 'tenant-bolt': '0' })),
    );
    expect(server.asked).toEqual([
      { path: '/api/v1/query', query: query.promql, time: '1764547200', authorization: undefined },
    ]);
    expect([...result.samples]).toEqual([
      ['tenant-acme', 1_500_000_000n],
      ['tenant-bolt', 0n],
    ]);
  });

  it('sends the token that it is given', async () => {
    const { server } = await ask((response) => json(response, 200, vector({})), { token: 'abc' });
    expect(server.asked[0]?.authorization).toBe('Bearer abc');
  });

  it.each([
    ['123.456', 123_456_000_000n],
    ['1e-7', 100n],
    ['2.5e+21', 2_500_000_000_000_000_000_000_000_000_000n],
    ['-0.0001', 0n],
  ])('reads the value %s exactly', async (text, amount) => {
    const { result } = await ask((response) => json(response, 200, vector({ a: text })));
    expect(result.samples.get('a')).toBe(amount);
  });

  it.each(['NaN', '+Inf', '-Inf'])('takes %s for no measurement', async (text) => {
    const { result } = await ask((response) => json(response, 200, vector({ a: text, b: '1' })));
    expect([...result.samples.keys()]).toEqual(['b']);
  });

  it('hands on the warnings of an answer that may lack something', async () => {
    const warnings = ['No StoreAPIs matched for this query'];
    const { result } = await ask((response) => json(response, 200, vector({}, { warnings, infos: ['PromQL info'] })));
    expect(result.warnings).toEqual(warnings);
  });

  it.each([
    [400, 'bad_data', 'invalid parameter "query": 1:9: parse error: unexpected end of input'],
    [422, 'execution', 'query processing would load too many samples into memory in query execution'],
    [503, 'timeout', 'query timed out in expression evaluation'],
  ])('tells what the server says with status %d', async (status, errorType, error) => {
    const asking = ask((response) => json(response, status, { status: 'error', errorType, error }));
    await expect(asking).rejects.toThrow(OutsideError);
    await expect(asking).rejects.toThrow(`${errorType}: ${error}`);
  });

  it.each([
    ['a page of a proxy', (response: ServerResponse) => response.writeHead(502).end('<html>Bad Gateway</html>')],
    ['a matrix', (response) => json(response, 200, { status: 'success', data: { resultType: 'matrix', result: [] } })],
    [
      'a series without a namespace',
      (response) =>
        json(response, 200, {
          status: 'success',
          data: { resultType: 'vector', result: [{ metric: {}, value: [1, '1'] }] },
        }),
    ],
    ['a redirect', (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    [
      'a body that breaks off',
      (response) => {
        response.writeHead(200).write('{"status":');
        response.destroy();
      },
    ],
  ] satisfies [string, (response: ServerResponse) => unknown][])('refuses %s', async (_, answer) => {
    await expect(ask((response) => void answer(response))).rejects.toThrow(OutsideError);
  });

  it('does not wait for ever', async () => {
    await expect(ask(() => {}, { timeout: 50 })).rejects.toThrow('did not answer within 50 ms');
  });

  it('says so where nobody listens', async () => {
    const server = await prometheusServer(() => {});
    await server.close();
    await expect(queryPrometheus({ url: server.url }, query)).rejects.toThrow(OutsideError);
  });
});
