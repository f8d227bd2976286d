// The starter's files that say who reviews what: CODEOWNERS, and the ruleset of the main branch, which a person imports on GitHub.
// docs/pull-requests.md shows both; a test keeps them alike.
import type { StarterFile } from './starter.js';

/** Where GitHub looks for one, the first that is there (docs.github.com/repositories, about code owners). */
const ownersPlaces = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const;

/** What is there already stays, and takes the place of these. */
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
