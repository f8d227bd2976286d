// The starter's platform.yaml, blueprint and sample tenant, with comments that say what to replace by the cluster's own values.

import { stringify } from 'yaml';
import type { Starter } from './starter.js';

/** Names and domains may look like other YAML values (`true`, `1.e5`): stringify quotes those. */
const scalar = (text: string) => stringify(text).trimEnd();

export function platformText({ name, baseDomain }: Starter): string {
  return `# yaml-language-server: $schema=./schema/platform.schema.json
# Where and how tenants run. What they run is in blueprints/, who they are in tenants/.
# The defaults fit a cluster made by kind; lines marked «yours» are to be replaced before a real cluster reads the result.
apiVersion: tenantry.dev/v1
kind: Platform
metadata:
  name: ${scalar(name)} # prefixes what Argo CD is given; never changes
spec:
  baseDomain: ${scalar(baseDomain)} # yours: a tenant is served at https://<id>.<baseDomain>; needs a wildcard DNS record and certificate
  gitops:
    # yours: the repository that Argo CD watches. Without it, \`tenantry publish\` makes one in .tenantry/gitops.git.
    # repository: https://git.example/platform/gitops.git
    branch: main
  argocd:
    namespace: argocd
    sets: 8 # ApplicationSets for each cluster, a thousand tenants each; changing it later is a migration
  guards:
    deletions: 1 # one publish removes at most so many tenants
    gracePeriod: 30d # between the request to offboard a tenant and its removal
  rings: # who gets a change first; the last ring takes all others
    - {name: early, tiers: [basic]}
    - {name: stable}
  clusters:
    eu-west:
      region: eu-west # tenants name this
      destination: {server: https://kubernetes.default.svc} # the cluster that Argo CD runs in
      routing: # yours: a Gateway whose HTTPS listener holds the wildcard certificate, or {kind: ingress, className: …, proxies: …}
        kind: gateway
        gateway: {name: public, namespace: gateway-system, section: https}
        proxies: {namespace: gateway-system}
      apiServer: # yours: the kube-apiserver as pods reach it (kubectl get endpoints,service kubernetes)
        - {cidr: 10.96.0.1/32, port: 443}
        - {cidr: 172.18.0.0/16, port: 6443}
      storageClass: standard # yours: for production one with the reclaim policy Retain
      secretStore: # yours: each tenant reads only below tenants/tenant-<id>/
        kind: vault
        server: http://vault.vault.svc:8200
        role: tenant-secrets
      backupStore: # yours: an S3-compatible store; tiers with backups need it
        bucket: tenant-backups
        endpoint: https://s3.storage.example
        credentials: {kind: stored, from: backup-store}
        network:
          - {cidr: 192.0.2.20/32, port: 443}
      certificates: # for domains of the tenants' own
        clusterIssuer: letsencrypt
      monitoring:
        prometheus: {namespace: monitoring}
      # Things outside that a blueprint may reach by name, as \`allow: [smtp]\`:
      # sharedServices:
      #   smtp: {ports: [587], cidrs: [192.0.2.25/32]}
`;
}

export function blueprintText(): string {
  return `# yaml-language-server: $schema=../schema/blueprint.schema.json
# What every tenant of this product runs, and how much of it a tier gives. Replace the images by your own.
apiVersion: tenantry.dev/v1
kind: Blueprint
metadata:
  name: starter
spec:
  description: An API and a web front end on a PostgreSQL database
  services:
    api:
      image: ghcr.io/stefanprodan/podinfo:6.9.2 # a fixed tag, or better a digest: \`latest\` is refused
      port: 9898
      user: 100 # numeric, where the image names its user
      probes: {startup: /healthz, ready: /readyz, live: /healthz}
      metrics: {path: /metrics}
      env:
        PODINFO_UI_MESSAGE: Hello from the API of \${tenant.displayName}
        SEAT_LIMIT: \${entitlements.seats} # what the customer has bought, from the tier below
      scratch: [/tmp] # everything else is read-only
    web:
      image: ghcr.io/stefanprodan/podinfo:6.9.2
      port: 9898
      user: 100
      probes: {ready: /readyz, live: /healthz}
      env:
        PODINFO_UI_MESSAGE: Welcome, \${tenant.displayName}
        PODINFO_BACKEND_URL: \${services.api.url}/echo
      scratch: [/tmp]
      waitsFor: [api] # starts after it
  jobs:
    migrate: # runs to its end before the services of a new version start
      image: ghcr.io/cloudnative-pg/postgresql:17.6
      command: [psql, --set=ON_ERROR_STOP=1, "--command=CREATE TABLE IF NOT EXISTS visits (at timestamptz NOT NULL)"]
      when: migration
      user: 26
      scratch: [/tmp]
      resources: {cpu: 50m, memory: 64Mi}
  database:
    engine: postgres
    image: ghcr.io/cloudnative-pg/postgresql:17.6
    names:
      app: # a logical database with credentials of its own
        usedBy: [api, migrate]
        env: {PGHOST: host, PGPORT: port, PGDATABASE: dbname, PGUSER: username, PGPASSWORD: password}
  # Secrets come from the cluster's secret store, below tenants/tenant-<id>/; a service names the ones it gets (secrets: [mail]):
  # secrets:
  #   mail: {from: mail-credentials, env: {MAIL_USER: user, MAIL_PASSWORD: password}}
  routes: {/: web, /api: api}
  tiers:
    basic:
      description: To begin with, without backups
      database:
        instances: 1
        storage: 5Gi
        resources: {cpu: 100m, memory: 256Mi}
      services:
        api: {replicas: 1, resources: {cpu: 50m, memory: 64Mi}}
        web: {replicas: 1, resources: {cpu: 50m, memory: 64Mi}}
      entitlements: {seats: 5}
    business:
      description: For customers who depend on it, highly available and with backups
      database:
        instances: 2
        storage: 20Gi
        resources: {cpu: 500m, memory: 1Gi}
        backup: [{every: daily, keep: 30d}, {every: weekly, keep: 12w}]
      services:
        api: {autoscale: {min: 2, max: 4, cpu: 70}, resources: {cpu: 250m, memory: 256Mi}}
        web: {replicas: 2, resources: {cpu: 100m, memory: 128Mi}}
      entitlements: {seats: 50}
      ceilings: # how far a tenant's \`overrides\` may raise the above
        database.storage: 200Gi
        services.web.replicas: 6
`;
}

/** Its id; it names the file. */
export const sampleId = 'acme';

export function sampleTenantText(): string {
  return `# yaml-language-server: $schema=../schema/tenant.schema.json
# One customer, in a namespace of its own. Make more of them with \`tenantry add\`.
apiVersion: tenantry.dev/v1
kind: Tenant
metadata:
  name: ${sampleId} # the name of this file; never changes
spec:
  displayName: Acme Ltd
  blueprint: starter # what it runs: blueprints/starter.yaml
  tier: basic # how much of it
  region: eu-west # where its data lives: a cluster in platform.yaml
  owner: {name: Acme office, email: office@acme.example}
  # domains: [shop.acme.example] # besides <id>.<baseDomain>
  # env:
  #   web: {PODINFO_UI_COLOR: "#34577c"}
`;
}
