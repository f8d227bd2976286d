// Services that send traces learn where to and whose they are, and reach nothing else for it.
import { describe, expect, it } from 'vitest';
import { placeOf } from '../../../constructs/base/traced.js';
import {
  codesAndPlaces,
  planFiles,
  planOf,
  replaced,
  sample,
  tenantText,
} from '../../generator/read/sources-fixture.js';

const variables = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_PROTOCOL', 'OTEL_RESOURCE_ATTRIBUTES'];
const tracesOf = (env: Readonly<Record<string, string>>) =>
  Object.keys(env).filter((variable) => variable.startsWith('OTEL_'));

describe('a service that sends traces', () => {
  it('learns its cluster’s collector, and says whose its traces are', () => {
    const env = planOf('acme-auto').services['api']?.env ?? {};
    expect(tracesOf(env).sort()).toEqual(variables);
    expect(env).toMatchObject({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.tracing.svc:4318',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    });
    expect(env['OTEL_RESOURCE_ATTRIBUTES']?.split(',')).toEqual([
      'deployment.environment.name=production',
      'service.name=api',
      'service.namespace=workshop',
      'tenant.domain=acme-auto.garage.example',
      'tenant.id=acme-auto',
      'tenant.tier=professional',
    ]);
  });

  it('knows that the profile of its cluster says where', () => {
    const origin = planOf('acme-auto').origins.of('services.api.env.OTEL_EXPORTER_OTLP_ENDPOINT');
    expect(origin && placeOf(origin)?.file).toBe('platform.yaml');
  });

  it('learns nothing on a cluster that collects none', () => {
    const collector = /\n {6}tracing:\n(?: {8}.*\n)+/;
    const text = sample('platform.yaml').replace(collector, '\n').replace(collector, '\n');
    expect(text).not.toContain('tracing');
    const { plans, findings } = planFiles({ 'platform.yaml': text });
    expect(findings).toEqual([]);
    for (const plan of plans.values())
      for (const service of Object.values(plan.services)) expect(tracesOf(service.env)).toEqual([]);
  });

  it('is the only one that learns it, jobs never', () => {
    const { services, jobs } = planOf('acme-auto');
    expect(tracesOf(services['web']?.env ?? {})).toEqual([]);
    for (const job of Object.values(jobs)) expect(tracesOf(job.env)).toEqual([]);
  });

  it.each(variables)('has no other giver of %s: neither its blueprint nor its tenant', (variable) => {
    const file = 'blueprints/workshop.yaml';
    const blueprint = replaced(sample(file), '        LOG_LEVEL: info\n', `        ${variable}: own\n`);
    const line = blueprint.split('\n').findIndex((each) => each.includes(variable)) + 1;
    expect(codesAndPlaces(planFiles({ [file]: blueprint }).findings)).toEqual([`load/duplicate-env ${file}:${line}:9`]);
    const tenant = tenantText('one', [`env: {api: {${variable}: own}}`]);
    expect(codesAndPlaces(planFiles({ 'tenants/one.yaml': tenant }).findings)).toEqual([
      'plan/env-owned tenants/one.yaml:11:15',
    ]);
    const untraced = tenantText('one', [`env: {web: {${variable}: own}}`]);
    expect(planOf('one', { 'tenants/one.yaml': untraced }).services['web']?.env[variable]).toBe('own');
  });
});
