// One platform as the charts for Argo CD see it, with one tenant's index entry, and a small reading of Go templates.
import { App, type Chart } from 'cdk8s';
import type { IndexEntry } from '../../argocd/index-entry.js';
import type { ArgoCdProps } from '../../argocd/names.js';

export const argocd: ArgoCdProps = {
  platform: 'garage',
  namespace: 'argocd',
  repository: 'https://git.platform.example/gitops.git',
  branch: 'main',
  sourceUrl: 'https://git.platform.example/tenants',
  sourceBranch: 'trunk',
  sets: 8,
};

export const cluster = {
  name: 'eu-west',
  destination: { server: 'https://kubernetes.default.svc' },
  monitoring: { grafanaUrl: 'https://grafana.platform.example' },
} as const;

export const folder = 'clusters/eu-west/argocd/set-3';

export const indexEntry: IndexEntry = {
  tenant: 'acme-auto',
  displayName: 'Acme Auto Repair',
  namespace: 'tenant-acme-auto',
  folder: 'clusters/eu-west/tenants/acme-auto',
  cluster: 'eu-west',
  region: 'eu-west',
  product: 'workshop',
  tier: 'professional',
  ring: 'stable',
  lifecycle: 'active',
  owner: 'Jane Doe <owner@acme-auto.example>',
  url: 'https://acme-auto.platform.example',
  dashboard: 'acme-auto',
  offboardedOn: '',
  claims: ['host:acme-auto.platform.example'],
  storage: '50Gi',
  volumes: {},
  links: [],
  digest: 'a'.repeat(64),
};

/** The objects of one chart. */
export function objectsOf<Kind>(make: (app: App) => Chart): Kind[] {
  return make(new App()).apiObjects.map((object) => object.toJson() as Kind);
}

/** The only object of one chart. */
export function objectOf<Kind>(make: (app: App) => Chart): Kind {
  const [object, ...others] = objectsOf<Kind>(make);
  if (object === undefined || others.length > 0) throw new Error(`${others.length + 1} objects instead of one`);
  return object;
}
