// Code of a platform's own for tests, as the text of `constructs/extra/<name>.mjs`, and a product of the samples' platform that names it.
import type { SourceText } from '../../../generator/read/read-sources.js';
import { tenantText } from './sources-fixture.js';

/** A construct of one ConfigMap; `build` and `needs` are code in place of its own. */
export function codeOf({ build = addSettings, needs = '({})' }: { build?: string; needs?: string } = {}): string {
  return `export default {
  props: (z) => z.strictObject({ text: z.string() }),
  needs: ({ props, tier, entitlements }) => ${needs},
  build(chart, { props, tenant, kit }) {
    ${build}
  },
};
`;
}

const addSettings = `new kit.ConfigMap(chart, 'settings', {
      metadata: kit.meta('settings', { wave: kit.waves.services }),
      data: { TEXT: props.text, TENANT: tenant.id },
    });`;

export function codeFile(name: string, text: string): SourceText {
  return { file: `constructs/extra/${name}.mjs`, text, findings: [] };
}

/** A product with one service; the lines of `extra` begin in column 7 of line 13. */
export function productText(extra: string): string {
  return `apiVersion: tenantry.dev/v1
kind: Blueprint
metadata: {name: own}
spec:
  services:
    app:
      image: registry.example/own/app:1.0.0
      port: 8080
      probes: {ready: /ready}
  tiers:
    professional: {services: {app: {replicas: 1, resources: {cpu: 100m, memory: 128Mi}}}, entitlements: {seats: 5}}
  extra:
    - ${extra}
`;
}

/** A tenant of that product. */
export function ownTenantText(id: string): string {
  return tenantText(id).replace('blueprint: workshop', 'blueprint: own');
}
