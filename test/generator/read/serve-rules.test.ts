import { describe, expect, it } from 'vitest';
import { codesAndPlaces, planFiles, replaced, sample, tenantText } from './sources-fixture.js';

const platform = sample('platform.yaml');

/** The sample platform with lines of `serve`, the first at the line of its guards. */
function withServe(lines: readonly string[]): string {
  return replaced(platform, '  guards:\n', `  serve:\n${lines.map((line) => `    ${line}\n`).join('')}  guards:\n`);
}

const first = platform.slice(0, platform.indexOf('  guards:\n')).split('\n').length;
const found = (lines: readonly string[], files = {}) =>
  codesAndPlaces(planFiles({ 'platform.yaml': withServe(lines), ...files }).findings);

describe('serve in platform.yaml', () => {
  it('needs no more than an image', () => {
    expect(found(['image: registry.example/tenantry:0.1.0'])).toEqual([]);
  });

  it('names a cluster that exists', () => {
    expect(found(['image: registry.example/tenantry:0.1.0', 'cluster: eu-wst'])).toEqual([
      `load/invalid-value platform.yaml:${first + 2}:14`,
    ]);
  });

  it('may reach what its cluster has', () => {
    expect(found(['image: registry.example/tenantry:0.1.0', 'allow: [smtp, smpt]'])).toEqual([
      `load/unknown-shared-service platform.yaml:${first + 2}:19`,
    ]);
  });

  it('takes its host from tenants, as an id and as a domain', () => {
    const serve = (host: string) => ['image: registry.example/tenantry:0.1.0', `host: ${host}`];
    expect(found(serve('fleet.garage.example'), { 'tenants/fleet.yaml': tenantText('fleet') })).toEqual([
      'plan/reserved-name tenants/fleet.yaml:4:9',
    ]);
    const domains = tenantText('other', ['domains: [fleet.other.example]']);
    expect(found(serve('fleet.other.example'), { 'tenants/other.yaml': domains })).toEqual([
      'plan/host-not-allowed tenants/other.yaml:11:13',
    ]);
  });

  it('has no route past the proxy that signs people in', () => {
    const access = '  page:\n    access: {kind: trusted-header, from: [10.10.0.0/16], viewers: everyone}\n';
    const routed = ['image: registry.example/tenantry:0.1.0', 'host: tenants.garage.example'];
    const withAccess = (lines: readonly string[]) =>
      codesAndPlaces(
        planFiles({ 'platform.yaml': replaced(withServe(lines), '  guards:\n', `${access}  guards:\n`) }).findings,
      );
    expect(withAccess(routed)).toEqual([`load/invalid-value platform.yaml:${first + 2}:11`]);
    expect(withAccess([...routed, 'proxy: {namespace: sign-in}'])).toEqual([]);
  });
});
