// The starter's platform.yaml: one cluster, commented so that a reader knows what to replace by the cluster's own values.
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
