// What is measured and alerted on: every expression parses, and reads the tenant's own namespace only.
import { parser } from '@prometheus-io/lezer-promql';
import { App } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { dashboardUid } from '../../../constructs/base/dashboard.js';
import { fieldsAt, listAt, textAt } from '../../../constructs/base/fields.js';
import type { TenantProps } from '../../../constructs/base/tenant.js';
import { concerns } from '../../../constructs/index.js';
import { Monitoring } from '../../../constructs/monitoring/chart.js';
import { Services } from '../../../constructs/services/chart.js';
import { render, tenant } from '../tenant-fixture.js';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: Record<string, string>;
  readonly annotations: Record<string, string>;
}

interface Panel {
  readonly title: string;
  readonly targets: readonly { readonly expr: string }[];
}

const renderMonitoring = (props: TenantProps) => render(new Monitoring(new App(), props, concerns));
const find = (kind: string, props: TenantProps) => renderMonitoring(props).find((object) => object.kind === kind);

function rulesOf(props: TenantProps): readonly Rule[] {
  const spec = find('PrometheusRule', props)?.spec as {
    readonly groups: readonly { readonly rules: readonly Rule[] }[];
  };
  return spec.groups.flatMap(({ rules }) => rules).filter((rule) => 'alert' in rule);
}

function dashboardTextOf(props: TenantProps): string {
  const data = find('ConfigMap', props)?.['data'] as Record<string, string>;
  const text = data[`tenant-${props.id}.json`];
  if (text === undefined) throw new Error('the ConfigMap has no file of the tenant');
  return text;
}

const panelsOf = (props: TenantProps) =>
  (JSON.parse(dashboardTextOf(props)) as { readonly panels: readonly Panel[] }).panels;

/** Texts of the nodes of one name in an expression; `⚠` is the parser's name of an error. */
function nodes(expr: string, name: string): string[] {
  const found: string[] = [];
  parser.parse(expr).iterate({
    enter: (node) => {
      if (node.name === name) found.push(expr.slice(node.from, node.to));
    },
  });
  return found;
}

/** A tenant for whom every alert and panel applies. */
function largest(overrides: Partial<TenantProps> = {}): TenantProps {
  const props = tenant();
  if (props.database === undefined) throw new Error('the fixture has a database');
  const metrics = { port: 9090, path: '/metrics' };
  return {
    ...props,
    lifecycle: 'active',
    hosts: [
      { name: 'acme.apps.example', custom: false },
      { name: 'shop.example', custom: true },
    ],
    services: Object.fromEntries(
      Object.entries(props.services).map(([name, service]) => [name, { ...service, metrics }]),
    ),
    database: { ...props.database, instances: 3, backup: [{ name: 'daily', schedule: '0 0 2 * * *', keep: '30d' }] },
    ...overrides,
  };
}

const names = (props: TenantProps) => rulesOf(props).map(({ alert }) => alert);

describe('every expression', () => {
  const [migrate] = Object.values(largest().jobs);
  const jobs: TenantProps['jobs'] =
    migrate === undefined ? {} : { migrate, remind: { ...migrate, run: { schedule: '0 4 * * *' } } };
  const expressions = [
    ...rulesOf(largest({ jobs })).map(({ alert, expr }) => [alert, expr] as const),
    ...panelsOf(largest()).flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
  ];

  it.each(expressions)('of %s parses as PromQL', (_, expr) => {
    expect(nodes(expr, '⚠')).toEqual([]);
  });

  it.each(expressions)('of %s filters each selector to the namespace', (_, expr) => {
    const selectors = nodes(expr, 'VectorSelector');
    expect(selectors).not.toHaveLength(0);
    for (const selector of selectors)
      expect(nodes(selector, 'UnquotedLabelMatcher')).toContain(`namespace="${largest().namespace}"`);
  });
});

describe('the alerts', () => {
  it('carry a severity, the tenant and its tier', () => {
    const { id, tier } = largest();
    for (const { labels } of rulesOf(largest())) {
      expect(labels).toMatchObject({ tenant: id, tier });
      expect(['critical', 'warning']).toContain(labels['severity']);
    }
  });

  it('have names of their own', () => {
    expect(new Set(names(largest())).size).toBe(names(largest()).length);
  });

  it('lead to a runbook where the cluster has one', () => {
    const withUrl = (runbookUrl?: string) => {
      const { runbookUrl: _, ...monitoring } = largest().cluster.monitoring;
      const url = runbookUrl === undefined ? {} : { runbookUrl };
      return largest({ cluster: { ...largest().cluster, monitoring: { ...monitoring, ...url } } });
    };
    const [rule] = rulesOf(withUrl('https://runbooks.example'));
    expect(rule?.annotations['runbook_url']).toBe(`https://runbooks.example/${rule?.alert}`);
    expect(rulesOf(withUrl())[0]?.annotations).not.toHaveProperty('runbook_url');
  });

  it('speak of replicas only where there are several', () => {
    const { database } = largest();
    if (database === undefined) throw new Error('the tenant has a database');
    expect(names(largest())).toContain('TenantDatabaseReplicationLag');
    expect(names(largest({ database: { ...database, instances: 1 } }))).not.toContain('TenantDatabaseReplicationLag');
  });

  it('speak of backups only where there are some', () => {
    const { database } = largest();
    if (database === undefined) throw new Error('the tenant has a database');
    const { backup: _, ...without } = database;
    const backups = ['TenantBackupTooOld', 'TenantArchivingFailing'];
    expect(names(largest())).toEqual(expect.arrayContaining(backups));
    expect(names(largest({ database: without })).filter((name) => backups.includes(name))).toEqual([]);
  });

  it('speak of certificates only where there are custom domains', () => {
    const hosts = [{ name: 'acme.apps.example', custom: false }];
    expect(names(largest())).toContain('TenantCertificateExpiring');
    expect(names(largest({ hosts }))).not.toContain('TenantCertificateExpiring');
  });

  it('say nothing of the database of a suspended tenant, which sleeps', () => {
    const suspended = names(largest({ lifecycle: 'suspended' }));
    expect(suspended).not.toContain('TenantDatabaseDown');
    expect(suspended).not.toContain('TenantBackupTooOld');
  });

  it('speak of scheduled jobs by themselves: a failed run stays to be seen after a good one', () => {
    const { migrate } = largest().jobs;
    if (migrate === undefined) throw new Error('the tenant has a job');
    const scheduled = rulesOf(largest({ jobs: { remind: { ...migrate, run: { schedule: '0 4 * * *' } } } }));
    const failed = scheduled.find(({ alert }) => alert === 'TenantJobFailed');
    expect(scheduled.map(({ alert }) => alert)).toContain('TenantScheduledJobFailed');
    expect(failed?.expr).toMatch(/ unless on \(job_name\) kube_job_owner\{.*owner_kind="CronJob"/);
    expect(names(largest())).not.toContain('TenantScheduledJobFailed');
  });

  it.each([
    ['0 0 2 * * *', 1.5],
    ['0 0 2 * * 0', 8],
    ['0 0 2 1 * *', 32],
  ])('know how old a backup may be by the schedule %s', (schedule, days) => {
    const { database } = largest();
    if (database === undefined) throw new Error('the tenant has a database');
    const rules = rulesOf(largest({ database: { ...database, backup: [{ name: 'daily', schedule, keep: '30d' }] } }));
    expect(rules.find(({ alert }) => alert === 'TenantBackupTooOld')?.expr).toMatch(new RegExp(`> ${days * 86_400}$`));
  });
});

it('a series says what the tenant is, for views over many', () => {
  const { id, namespace, product, tier } = largest();
  const rules = listAt(find('PrometheusRule', largest()), 'spec', 'groups').flatMap((group) => listAt(group, 'rules'));
  expect(rules.filter((rule) => textAt(rule, 'record') !== undefined)).toEqual([
    { record: 'tenantry_tenant_info', expr: 'vector(1)', labels: { namespace, product, tenant: id, tier } },
  ]);
});

describe('the monitors', () => {
  it('carry the labels that Prometheus selects by', () => {
    const props = largest();
    const monitors = renderMonitoring(props).filter(({ kind }) => kind !== 'ConfigMap');
    expect(new Set(monitors.map(({ kind }) => kind))).toEqual(
      new Set(['PodMonitor', 'ServiceMonitor', 'PrometheusRule']),
    );
    for (const { metadata } of monitors) expect(metadata.labels).toMatchObject(props.cluster.monitoring.selector);
  });

  it('are one for all services that are scraped alike, found by a label of their Services', () => {
    const props = largest();
    const { api } = props.services;
    if (api === undefined) throw new Error('the fixture has a service api');
    const metrics = { port: 9090, path: '/metrics' };
    const services = {
      a: { ...api, metrics },
      b: { ...api, metrics },
      c: { ...api, metrics: { ...metrics, path: '/stats' } },
    };
    const monitors = renderMonitoring({ ...props, services }).filter(({ kind }) => kind === 'ServiceMonitor');
    expect(monitors.map(({ spec }) => fieldsAt(spec, 'selector', 'matchLabels'))).toEqual(
      monitors.map(({ metadata }) => ({ tenant: props.id, 'tenantry.dev/metrics': metadata.name })),
    );
    expect(monitors.map(({ spec }) => listAt(spec, 'endpoints'))).toEqual([
      [{ path: '/metrics', port: 'metrics' }],
      [{ path: '/stats', port: 'metrics' }],
    ]);
    const labelled = render(new Services(new App(), { ...props, services }, concerns)).filter(
      ({ kind }) => kind === 'Service',
    );
    const names = monitors.map(({ metadata }) => metadata.name);
    expect(labelled.map(({ metadata }) => metadata.labels?.['tenantry.dev/metrics'])).toEqual([
      names[0],
      names[0],
      names[1],
    ]);
  });

  it('leave out services without metrics', () => {
    const props = largest();
    const services = Object.fromEntries(
      Object.entries(props.services).map(([name, { metrics: _, ...service }]) => [name, service]),
    );
    const kinds = renderMonitoring({ ...props, services }).map(({ kind }) => kind);
    expect(kinds).not.toContain('ServiceMonitor');
  });
});

describe('the dashboard', () => {
  it('is picked by its label and known by the tenant’s id', () => {
    const props = largest();
    const { key, value } = props.cluster.monitoring.dashboardLabel;
    expect(find('ConfigMap', props)?.metadata.labels).toMatchObject({ [key]: value });
    expect(JSON.parse(dashboardTextOf(props))).toMatchObject({ uid: dashboardUid(props.id) });
    expect(dashboardUid('a'.repeat(40)).length).toBeLessThanOrEqual(40);
  });

  it('stays valid JSON whatever the tenant is called', () => {
    const displayName = 'Quotes " \\ and {{braces}} ${x}\n';
    expect(JSON.parse(dashboardTextOf(largest({ displayName })))).toMatchObject({
      title: expect.stringContaining(displayName),
    });
  });

  it('has no panel for what the tenant does not have', () => {
    const { database: _, ...rest } = largest();
    const titles = panelsOf(rest).map(({ title }) => title);
    expect(panelsOf(largest()).map(({ title }) => title)).toContain('Database connections');
    expect(titles).not.toContain('Database connections');
  });
});
