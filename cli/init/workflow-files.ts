// The starter's workflows: four callers of Tenantry's own, which do the work. `tenantry init` writes them with the rest.
import type { ToolSource } from './starter.js';

/** A placeholder that no repository has as a commit. */
const unknownTool: ToolSource = { repository: 'example/tenantry', commit: '0'.repeat(40) };

/** Path and text of each. */
export function workflowFiles(tool: ToolSource = unknownTool): { path: string; text: string }[] {
  return callers.map(({ name, text }) => ({ path: `.github/workflows/${name}.yaml`, text: text(callOf(name, tool)) }));
}

const callers: readonly { readonly name: string; readonly text: (call: string) => string }[] = [
  { name: 'validate', text: validateText },
  { name: 'comment', text: commentText },
  { name: 'publish', text: publishText },
  { name: 'retry', text: retryText },
];

function callOf(name: string, { repository, commit }: ToolSource): string {
  const yours =
    commit === unknownTool.commit ? ' # yours, and below: where Tenantry is, and which commit of it is to run' : '';
  return `    uses: ${repository}/.github/workflows/${name}.yaml@${commit}${yours}
    with:
      tenantry-repository: ${repository}
      tenantry-commit: ${commit}
`;
}

/** What a platform may have of its own: empty until it has. */
const schemas = `      schemas: '' # folder that \`tenantry schemas pull --to <folder>\` filled, for the check against them\n`;
const teams = `      teams: '' # JSON file with the members of teams that platform.yaml does not list\n`;

function validateText(call: string): string {
  return `# Judges a pull request, without a token that could write anything: it also serves forks.
name: validate
on:
  pull_request:
  pull_request_review:
    types: [submitted, dismissed]
  merge_group:
permissions: {}
jobs:
  tenantry:
    permissions:
      contents: read
      pull-requests: read
${call}${schemas}${teams}`;
}

function commentText(call: string): string {
  return `# Takes what validate found to the pull request.
name: comment
on:
  workflow_run:
    workflows: [validate]
    types: [completed]
permissions: {}
jobs:
  tenantry:
    permissions:
      contents: read
      actions: read
      pull-requests: write
      checks: write
${call}`;
}

function publishText(call: string): string {
  return `# Publishes what was merged to the GitOps repository.
name: publish
on:
  push:
    branches: [main]
permissions: {}
jobs:
  tenantry:
    permissions:
      contents: read
${call}${schemas}    secrets:
      GITOPS_APP_PRIVATE_KEY: \${{ secrets.GITOPS_APP_PRIVATE_KEY }}
      GITOPS_DEPLOY_KEY: \${{ secrets.GITOPS_DEPLOY_KEY }}
`;
}

function retryText(call: string): string {
  return `# Lets Argo CD try a tenant again that it has given up on. Whom the policy of platform.yaml names (retry-tenant) may start it.
name: retry
on:
  workflow_dispatch:
    inputs:
      tenant:
        description: The tenant's id
        type: string
        required: true
      reason:
        description: Why, for the commit's message
        type: string
permissions: {}
jobs:
  tenantry:
    permissions:
      contents: read
${call}      tenant: \${{ inputs.tenant }}
      reason: \${{ inputs.reason }}
${teams}    secrets:
      GITOPS_APP_PRIVATE_KEY: \${{ secrets.GITOPS_APP_PRIVATE_KEY }}
      GITOPS_DEPLOY_KEY: \${{ secrets.GITOPS_DEPLOY_KEY }}
`;
}
