import { describe, expect, it } from 'vitest';
import { planServe } from '../../../generator/plan/plan-poller.js';
import { PlatformRenderer } from '../../../generator/render-platform.js';
import { loadSample, platformWith } from '../../sample-platform.js';

const serve = '  serve: {image: "registry.example/tenantry:0.1.0", host: status.garage.example}\n';

/** Of the sample platform with a `serve`, and with more lines below `argocd`. */
function planned(argocd = '') {
  const platform = platformWith('    sets: 8\n', `    sets: 8\n${argocd}${serve}`);
  const { sources } = loadSample({ platform });
  return planServe(new PlatformRenderer(sources).context, sources.blueprints, {});
}

it('is told of each product, and so what of it can be measured', () => {
  const measured = planned()?.products.map(({ name, blueprint: { services, volumes, database, messaging } }) => ({
    name,
    hasMetrics: Object.values(services).some(({ metrics }) => metrics !== undefined),
    hasVolumes: database !== undefined || Object.keys(volumes).length > 0,
    hasMessaging: messaging !== undefined,
    engine: database?.engine,
  }));
  const all = { hasMetrics: true, hasVolumes: true, engine: 'postgres' };
  expect(measured).toEqual([
    { name: 'store', hasMetrics: false, hasVolumes: true, hasMessaging: false, engine: 'mariadb' },
    { name: 'suite', hasMessaging: true, ...all },
    { name: 'workshop', hasMessaging: false, ...all },
  ]);
});

describe('what serve is told of the Argo CDs whose tokens it has', () => {
  it('is the address of the only one', () => {
    expect(planned()?.argocdServers).toEqual({ ARGOCD_SERVER: 'https://argocd.garage.example' });
  });

  it('is the address of each that has one, and then no other', () => {
    const instances = '    instances: {eu-west: {url: "https://argocd.eu.example"}, us-east: {context: us-east}}\n';
    expect(planned(instances)?.argocdServers).toEqual({ ARGOCD_SERVER_EU_WEST: 'https://argocd.eu.example' });
  });
});
