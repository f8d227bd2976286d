import { describe, it } from 'vitest';
import { expectBreak } from '../broken-tenant.js';

const own = 'namespace="tenant-acme-auto"';
const rule = (expr: unknown, more: object = {}) => [
  ['spec.groups', [{ name: 'tenant', rules: [{ alert: 'Any', expr, ...more }] }]] as const,
];
const dashboard = (content: unknown) => [
  [['data', 'tenant-acme-auto.json'], typeof content === 'string' ? content : JSON.stringify(content)] as const,
];
const alerts = 'PrometheusRule tenant';
const board = 'ConfigMap tenantry-dashboard';
const panel = (expr: string) => ({ targets: [{ refId: 'A', expr }] });

describe('PromQL rules', () => {
  it.each(['up{', 'sum by (up', '', 'up{namespace="a" or namespace="b"}', { any: 'shape' }, undefined])(
    'find that %j does not parse',
    (expr) => {
      expectBreak({ code: 'check/promql-syntax', object: alerts, set: rule(expr) });
    },
  );

  it('find a dashboard that is not JSON', () => {
    for (const text of ['{', '[]', 'null', 'not json'])
      expectBreak({ code: 'check/promql-syntax', object: board, set: dashboard(text) });
  });

  it.each([
    'up',
    'up{}',
    'up{namespace="tenant-bolt-garage"}',
    `up{${own}} or up`,
    `up{${own}} unless on () up{job="x"}`,
    'up{namespace=~"tenant-acme-auto"}',
    'up{namespace=~"tenant-.*"}',
    'up{namespace!="tenant-bolt-garage"}',
    `up{exported_${own}}`,
    `up{job="${own.replaceAll('"', "'")}"}`,
    '{__name__=~".+"}',
    '{__name__="up",namespace!=""}',
    `max_over_time(up[1h:5m]) + up{${own}}`,
    'up offset 5m',
    `up{vhost="tenant-acme-auto"}`,
    `rabbitmq_queue_messages{${own}}`,
    'rabbitmq_queue_messages{vhost="tenant-bolt-garage"}',
    'rate(up[5m] @ end())',
    `up{# ${own}\n}`,
    `label_replace(up{${own}}, "namespace", "tenant-bolt-garage", "", "")`,
    `label_join(up{${own}}, "namespace", "-", "job")`,
  ])('find that %s reads other namespaces', (expr) => {
    expectBreak({ code: 'check/promql-unfiltered', object: alerts, set: rule(expr) });
    expectBreak({ code: 'check/promql-unfiltered', object: board, set: dashboard({ panels: [panel(expr)] }) });
  });

  it.each([
    ['a recording rule', { alert: undefined, record: 'tenant:up:sum' }, 'sum(up)'],
    ['labels of another namespace', { labels: { namespace: 'tenant-bolt-garage' } }, `up{${own}}`],
    ['labels of another tenant', { labels: { tenant: 'bolt-garage' } }, `up{${own}}`],
  ])('find %s', (_, more, expr) => {
    expectBreak({ code: 'check/promql-unfiltered', object: alerts, set: rule(expr, more) });
  });

  const variable = (query: unknown) => ({ templating: { list: [{ name: 'x', type: 'query', query }] } });
  it.each([
    ['a panel in a row', { panels: [{ type: 'row', panels: [panel('up')] }] }],
    ['a panel in an old row', { rows: [{ panels: [panel('up')] }] }],
    ['a panel with an interval of Grafana', { panels: [panel('rate(up[$__rate_interval])')] }],
    ['an annotation', { annotations: { list: [{ expr: 'ALERTS' }] } }],
    ['a variable over all namespaces', variable('label_values(up, namespace)')],
    ['a variable over all series', variable('label_values(namespace)')],
    ['a variable as an object', variable({ query: 'label_values(up, pod)', refId: 'A' })],
    ['a variable that is an expression', variable('query_result(up)')],
    ['a variable over all metrics', variable('metrics(.*)')],
    ['a variable that can not be read', variable(42)],
  ])('find %s', (_, content) => {
    expectBreak({ code: 'check/promql-unfiltered', object: board, set: dashboard(content) });
  });

  it('find nothing in what is bound to the namespace, however it is nested', () => {
    const label = ['metadata.labels.tenant', 'bolt-garage'] as const;
    const content = {
      panels: [panel(`rate(up{ ${own} , job=~"a|b"}[$__rate_interval])`)],
      ...variable(`label_values(up{${own}}, pod)`),
    };
    expectBreak({ code: 'check/selector-mismatch', object: board, set: [...dashboard(content), label] });
    for (const expr of [`{__name__="up",${own}}`, `max_over_time(up{${own}}[1h:5m] offset 1d)`, 'vector(1)', 1])
      expectBreak({ code: 'check/selector-mismatch', object: alerts, set: [...rule(expr), label] });
  });
});
