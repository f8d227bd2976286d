// Which permission a request needs, as workflows write it. GitHub names it in a header to some tokens; the table is for the others.
// Source: docs.github.com/rest/authentication/permissions-required-for-github-apps

const permissions = [
  { route: /\/check-runs/, permission: 'checks' },
  { route: /\/statuses\//, permission: 'statuses' },
  { route: /\/deployments/, permission: 'deployments' },
  { route: /\/issues\/|\/pulls/, permission: 'pull-requests' },
  { route: /\/git\/|\/contents\/|\/graphql/, permission: 'contents' },
] as const;

/** As `checks: write`; `headers` are those of GitHub's refusal. */
export function neededPermission(route: string, headers: Readonly<Record<string, unknown>>): string {
  const named = headers['x-accepted-github-permissions'];
  if (typeof named === 'string' && /^[a-z_=;, ]+$/.test(named)) return spelt(named);
  const level = /^(?:GET|HEAD) /.test(route) ? 'read' : 'write';
  const permission = permissions.find(({ route: pattern }) => pattern.test(route))?.permission ?? 'metadata';
  return `${permission}: ${level}`;
}

/** `issues=write; pull_requests=write` lists alternatives, each with commas between what it needs together. */
function spelt(named: string): string {
  return named
    .split(';')
    .map((choice) => choice.trim().replaceAll('=', ': ').replaceAll('_', '-').replaceAll(/,\s*/g, ' and '))
    .join(' or ');
}
