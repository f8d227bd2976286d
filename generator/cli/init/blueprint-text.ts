// The starter's product: an API and a web front end on PostgreSQL, in two tiers. It runs as it is, on public images.
// podinfo serves /healthz, /readyz and /metrics on port 9898 and takes PODINFO_… (github.com/stefanprodan/podinfo); psql takes PG… .

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
