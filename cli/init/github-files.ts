// The starter's files for GitHub: workflows, code owners, and a ruleset that a person imports. docs/pull-requests.md shows the last two.
import type { StarterFile, ToolSource } from './starter.js';

/** Path and text of each workflow: callers of those that Tenantry has, which do the work. */
export function workflowFiles(tool: ToolSource = unknownTool): { path: string; text: string }[] {
  return callers.map(({ name, text }) => ({ path: `.github/workflows/${name}.yaml`, text: text(callOf(name, tool)) }));
}

/** A placeholder that no repository has as a commit. */
const unknownTool: ToolSource = { repository: 'example/tenantry', commit: '0'.repeat(40) };

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

/** Who reviews what: CODEOWNERS, and the ruleset of the main branch. Files that are there already stay, and take the place of these. */
export function reviewFiles(): (StarterFile & { readonly unlessThere: readonly string[] })[] {
  return [
    { path: ownersPlaces[0], text: ownersText, unlessThere: ownersPlaces },
    {
      path: '.github/ruleset.json',
      text: `${JSON.stringify(ruleset, undefined, 2)}\n`,
      unlessThere: ['.github/ruleset.json'],
    },
  ];
}

/** Where GitHub looks for one, the first that is there (docs.github.com/repositories, about code owners). */
const ownersPlaces = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const;

const ownersText = `# Who reviews what, where the branch's ruleset asks for it (.github/ruleset.json). Yours: the teams.
/tenants/        @your-org/customer-success
/blueprints/     @your-org/product
/policies/       @your-org/platform
/constructs/     @your-org/platform
/platform.yaml   @your-org/platform
/.github/        @your-org/platform
`;

/** As `POST /repos/{owner}/{repo}/rulesets` takes it. */
const ruleset = {
  name: 'tenants',
  target: 'branch',
  enforcement: 'active',
  conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
  rules: [
    { type: 'deletion' },
    { type: 'non_fast_forward' },
    {
      type: 'pull_request',
      parameters: {
        required_approving_review_count: 1,
        dismiss_stale_reviews_on_push: true,
        require_code_owner_review: true,
        require_last_push_approval: true,
        required_review_thread_resolution: false,
      },
    },
    {
      type: 'required_status_checks',
      parameters: {
        strict_required_status_checks_policy: false,
        required_status_checks: [{ context: 'tenantry / validate' }],
      },
    },
    {
      type: 'merge_queue',
      parameters: {
        check_response_timeout_minutes: 30,
        grouping_strategy: 'ALLGREEN',
        max_entries_to_build: 5,
        max_entries_to_merge: 5,
        merge_method: 'SQUASH',
        min_entries_to_merge: 1,
        min_entries_to_merge_wait_minutes: 0,
      },
    },
  ],
};
