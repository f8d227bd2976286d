// The closed list of finding codes. A code never changes its meaning; docs/findings.md explains each, and a test keeps both alike.

export type Severity = 'error' | 'warning';

interface CodeEntry {
  readonly severity: Severity;
  /** What is wrong in general, as docs/findings.md heads it. */
  readonly title: string;
}

const error = (title: string): CodeEntry => ({ severity: 'error', title });
const warning = (title: string): CodeEntry => ({ severity: 'warning', title });

export const findingCodes = {
  // load: what the files say
  'load/unreadable': error('a file can not be read'),
  'load/too-large': error('a file is larger than any tenant, blueprint or platform needs'),
  'load/symlink': error('a source file is a symbolic link'),
  'load/not-text': error('a file is not UTF-8 text'),
  'load/syntax': error('YAML does not parse'),
  'load/duplicate-key': error('a key stands twice in one mapping'),
  'load/alias': error('anchors, aliases, merge keys and tags are not allowed'),
  'load/several-documents': error('a file holds more than one document'),
  'load/control-character': error('text holds a control character or an invisible one'),
  'load/unknown-field': error('a field is not known'),
  'load/missing-field': error('a required field is missing'),
  'load/wrong-type': error('a value has the wrong type'),
  'load/invalid-value': error('a value is not allowed here'),
  'load/name-mismatch': error('metadata.name is not the name of the file'),
  'load/wrong-kind': error('the file is of another kind or version'),
  'load/no-platform': error('there is no platform.yaml'),
  'load/no-tenants': error('there are no tenant files'),
  'load/stray-file': warning('a file in tenants/, blueprints/ or policies/ is not read'),

  // load: what the files say of each other
  'load/unknown-blueprint': error('a tenant names a blueprint that does not exist'),
  'load/unknown-tier': error('a tenant names a tier that its blueprint does not have'),
  'load/unknown-region': error('no cluster serves the region'),
  'load/unknown-service': error('a service or job does not exist'),
  'load/unknown-part': error(
    'a blueprint names an exchange, a bucket or another part of its own that it does not declare',
  ),
  'load/unknown-secret': error('a secret that nobody provides'),
  'load/unknown-shared-service': error('a cluster has no shared service of that name'),
  'load/unknown-reference': error('a reference in a value is not one of the closed list'),
  'load/unknown-port': error('a route or probe has no port to go to'),
  'load/unknown-volume': error('a service mounts or a tier sizes a volume that does not exist'),
  'load/volume-not-shared': error('several pods would mount a volume that only one can'),
  'load/unknown-construct': error('a blueprint names a construct that is not in constructs/extra/'),
  'load/broken-construct': error('a construct of the platform’s own can not be loaded'),
  'load/construct-not-run': warning('a change of code in constructs/extra/ is not run where the change is judged'),
  'load/wait-cycle': error('services wait for each other in a circle'),
  'load/tier-incomplete': error('a tier does not size a service, job or database of its blueprint'),
  'load/ceiling-below-tier': error('a ceiling is below the value of its own tier'),
  'load/unknown-ceiling': error('a ceiling names nothing that can be overridden'),
  'load/stateless-password': error('a live database password would be made by a generator that has no memory'),
  'load/duplicate-env': error('two sources give one environment variable'),
  'load/profile-incomplete': error('a cluster profile lacks what a blueprint needs'),
  'load/regions-share-store': error('clusters of two regions keep tenants’ data in one place'),
  'load/unknown-price': error('a price names a blueprint or tier that does not exist'),
  'load/unknown-in-policy': error('the policy names a team, blueprint, tier, region or ring that does not exist'),
  'load/policy-expression': error('an expression of a policy can not be evaluated'),

  // plan: one tenant against its tier, cluster and blueprint
  'plan/reserved-name': error('the tenant id is reserved'),
  'plan/expiry-required': error('a tenant of this tier needs expiresAt'),
  'plan/above-ceiling': error('an override is above the ceiling of its tier'),
  'plan/not-overridable': error('the tier does not allow this override'),
  'plan/env-owned': error('an environment variable belongs to a secret or to the blueprint'),
  'plan/host-not-allowed': error('a domain belongs to the platform or to another tenant'),
  'plan/restore-impossible': error('a restore that can not begin'),
  'plan/offboarding-undated': error('an offboarding needs the date on which it was requested'),
  'plan/offboarding-backdated': error('an offboarding is dated so that its grace period would be cut short'),
  'plan/not-renderable': error('a tenant can not be rendered because of a defect of Tenantry'),
  'plan/construct-failed': error('a construct of the platform’s own failed'),
  'plan/unknown-product-part': error('the tenant asks for a part that its blueprint does not have'),

  // check: what was rendered
  'check/foreign-namespace': error('an object is outside its tenant’s namespace'),
  'check/claimed-twice': error('two tenants claim one host, prefix, bucket or name'),
  'check/foreign-secret-path': error('a secret path is outside the tenant’s prefix'),
  'check/foreign-host': error('a route serves a host that is not the tenant’s'),
  'check/foreign-region': error('an object names what only a cluster of another region has'),
  'check/foreign-peer': error('a network rule reaches another tenant or a forbidden range'),
  'check/unserved-host': error('a host of an active tenant is not served'),
  'check/foreign-route': error(
    'a route or certificate uses a gateway, class, issuer or Service that is not the tenant’s',
  ),
  'check/exposed-service': error('a Service is reached from outside without a route'),
  'check/selector-mismatch': error('a label names another tenant, or a selector does not select the tenant’s own pods'),
  'check/foreign-store': error('a secret store signs in elsewhere or as somebody else'),
  'check/excess-rights': error('an account, role or binding gives more rights than tenants have'),
  'check/foreign-monitor': error('a monitor scrapes another namespace or changes what it scrapes'),
  'check/foreign-vhost': error(
    'a messaging object is on a broker, in a virtual host or of a user that is not the tenant’s',
  ),
  'check/foreign-bucket': error('a bucket is claimed under a name or in a store that is not the tenant’s'),
  'check/foreign-backup-path': error('backups go to a path that is not the tenant’s'),
  'check/duplicate-object': error('two objects of a tenant have one kind and name'),
  'check/forbidden-kind': error('an object is of a kind that tenants do not have'),
  'check/secret-in-git': error('a manifest holds a secret value'),
  'check/pod-not-restricted': error('a pod does not satisfy Pod Security restricted'),
  'check/token-mounted': error('a pod mounts a ServiceAccount token'),
  'check/no-resources': error('a container has no requests or limits'),
  'check/no-probe': error('a service has no readiness probe'),
  'check/writable-root': error('a container can write to its root file system'),
  'check/image-not-fixed': error('an image has neither a digest nor a fixed tag'),
  'check/replicas-beside-hpa': error('a Deployment sets replicas beside its HPA'),
  'check/blocking-pdb': error('a disruption budget blocks node drains'),
  'check/volume-not-shared': error('a volume that one node mounts at a time could be mounted by several'),
  'check/quota-too-small': error('the quota does not cover the tenant at its largest'),
  'check/promql-syntax': error('a PromQL expression does not parse'),
  'check/promql-unfiltered': error('a PromQL expression reads other namespaces'),
  'check/job-ttl': error('a Job deletes itself, and would be run again for ever'),
  'check/overlapping-runs': error('a CronJob may begin a run beside another'),
  'check/backup-cron': error('a backup has no schedule, or one that its operator does not read'),
  'check/foreign-server': error(
    'a database, user or grant is of a server that is not the tenant’s, or reaches beyond its own database',
  ),
  'check/unguarded-deletion': error(
    'a Namespace, database or bucket can be deleted without confirmation, or a virtual host or queue goes with its object',
  ),
  'check/marker-missing': error('the marker of the tenant is missing or does not match'),
  'check/storage-shrinks': error('storage is smaller than what is published'),
  'check/database-generation': error('a database server can not follow the one that is published'),
  'check/cluster-moved': error('the tenant is published on another cluster'),
  'check/removed-before': error('the id or a path of its data was a removed tenant’s'),
  'check/schema-mismatch': error('an object does not fit the schema of the cluster'),
  'check/schema-missing': warning('the cluster has no schema of a kind that is rendered'),
  'check/policy': error('an object does not keep to a policy of the platform'),
  'waiver/expired': warning('a waiver has ended'),
  'waiver/unused': warning('a waiver waives nothing'),

  // write and publish: the tree that is kept
  'tree/not-ours': error('the tree is not marked as Tenantry’s'),
  'tree/other-platform': error('the tree belongs to another platform'),
  'tree/newer-format': error('the tree was written by a newer Tenantry'),
  'tree/foreign-file': warning('a file in an owned folder was not made by Tenantry'),
  'tree/broken-index': warning('a published tenant has no index entry that can be read'),
  'tree/stale': error('the rendered tree is not up to date'),
  'tree/sets-changed': error('the number of sets differs from what is published'),
  'publish/missing-file': warning('a published tenant has no file and no declared offboarding'),
  'publish/grace-period': warning('an offboarded tenant is still in its grace period'),
  'publish/kept-back': warning('a tenant with findings keeps its last published state'),
  'publish/deletion-budget': error('the publish would remove more tenants than the budget allows'),
  'publish/change-budget': error('the publish would change more tenants than the budget allows'),

  // cost: what tenants use and what that costs
  'cost/no-price': warning('a tenant’s tier has no price'),
  'cost/no-usage': warning('nothing was measured of a tenant'),
  'cost/partial-usage': warning('Prometheus answered with a warning: what was measured may be less than what was used'),

  // policy: whether a pull request may do what it does
  'policy/none': warning('the platform has no policy, and everybody may do everything'),
  'policy/broken-base': error('the platform is broken where the change is to go, so nobody knows its policy'),
  'policy/unclear': error('what a change does can not be told, because a file has errors before or after it'),
  'policy/mixed': error('platform.yaml and tenants change together'),
  'policy/renamed': error('a tenant’s file was renamed'),
  'policy/undeclared-removal': error('a tenant’s file was removed without an offboarding'),
  'policy/edited-by-hand': error('a rendered file was edited by hand'),
  'policy/unknown-user': error('the policy does not know the author'),
  'policy/unknown-membership': error('nobody says who is in a team that the policy names'),
  'policy/not-allowed': error('the author may not do this'),
  'policy/approval-missing': error('an approval is missing'),

  // argocd: what is asked besides the cluster
  'argocd/address-not-given': error('a token would go to an address that only platform.yaml says'),
  'argocd/token-in-clear': error('a token would go over the network in clear'),

  // retry: what keeps a tenant from being tried again
  'retry/not-published': error('a tenant that is to be tried again is not published'),
  'retry/no-marker': error('what is published of a tenant has no marker to change'),
} as const satisfies Record<string, CodeEntry>;

export type FindingCode = keyof typeof findingCodes;
