// The files that a tenant's manifests are in, one for each concern, in the order in which they are rendered.

export const concerns = [
  'namespace',
  'network',
  'access',
  'secrets',
  'database',
  'messaging',
  'buckets',
  'jobs',
  'volumes',
  'services',
  'routes',
  'monitoring',
  'extra',
] as const;

export type Concern = (typeof concerns)[number];
