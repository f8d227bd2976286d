// The starter's first tenant, so that there is something to render.

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
