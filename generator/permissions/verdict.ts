// Holds one action against the permissions: which of its rules permit it to this author, with these approvals. What no rule permits is refused.
import type { People, PermissionRule, PermissionScope, Permissions } from '../read/schema/permissions.js';
import type { Action, Facets } from './action.js';

export interface Review {
  /** Login of who opened the pull request. */
  readonly author: string;
  /** Logins of who approved what it now holds; the author's own does not count. */
  readonly approvedBy: readonly string[];
}

/** From the best to the worst. */
export const answers = ['allowed', 'approval-missing', 'unknown-membership', 'unknown-user', 'not-allowed'] as const;
export type Answer = (typeof answers)[number];

export interface Verdict {
  readonly action: Action;
  readonly answer: Answer;
  /** Index of the rule that comes nearest to permitting it; absent where none is about the author. */
  readonly rule?: number;
  /** Approvals that this rule still wants. */
  readonly missing: number;
}

/** The best that any rule gives. */
export function verdictOn(action: Action, { permissions, people, review }: VerdictInput): Verdict {
  const given = permissions.rules.flatMap((rule, index) => {
    const result = covers(rule, action) ? askRule(rule, people, review) : undefined;
    return result === undefined ? [] : [{ action, rule: index, ...result }];
  });
  const [best] = given.sort((a, b) => rank(a) - rank(b) || a.missing - b.missing);
  const answer = people.isNamed(review.author) ? 'not-allowed' : 'unknown-user';
  return best ?? { action, answer, missing: 0 };
}

export interface VerdictInput {
  readonly permissions: Permissions;
  readonly people: Directory;
  readonly review: Review;
}

/** True for a rule about such an action on such a tenant or blueprint, whoever does it. */
export function covers({ may, where }: PermissionRule, { kind, facets }: Action): boolean {
  return may.includes(kind) && (where === undefined || facets.every((each) => fits(each, where)));
}

const limits = {
  blueprints: 'blueprint',
  tiers: 'tier',
  regions: 'region',
  rings: 'ring',
} as const satisfies Readonly<Record<keyof PermissionScope, keyof Facets>>;

/** What has no such facet does not fit: a rule for one region permits nothing that is of all regions. */
function fits(facets: Facets, where: PermissionScope): boolean {
  return Object.entries(limits).every(([limit, facet]) => {
    const allowed = where[limit as keyof PermissionScope];
    const value = facets[facet];
    return allowed === undefined || (value !== undefined && allowed.includes(value));
  });
}

/** Undefined for a rule that is not about the author. */
function askRule(
  { who, approvals }: PermissionRule,
  people: Directory,
  { author, approvedBy }: Review,
): Pick<Verdict, 'answer' | 'missing'> | undefined {
  const among = who === 'anyone' ? 'yes' : people.isAmong(author, who);
  if (among === 'no') return undefined;
  if (among === 'unknown') return { answer: 'unknown-membership', missing: 0 };
  if (approvals === undefined) return { answer: 'allowed', missing: 0 };
  const others = new Set(approvedBy.filter((login) => !isSameLogin(login, author)).map((login) => login.toLowerCase()));
  const counted = [...others].filter((login) => people.isAmong(login, approvals.by) === 'yes').length;
  const missing = Math.max(0, approvals.count - counted);
  return { answer: missing === 0 ? 'allowed' : 'approval-missing', missing };
}

function rank({ answer }: { readonly answer: Answer }): number {
  return answers.indexOf(answer);
}

/** Logins by team, for teams whose members platform.yaml does not list. */
export type TeamMembers = ReadonlyMap<string, readonly string[]>;

export interface Directory {
  /** `unknown` where only a team that nobody knows the members of could hold them. */
  isAmong(login: string, people: People): 'yes' | 'no' | 'unknown';
  /** Whether any user or team of the permissions is this person, as far as is known. */
  isNamed(login: string): boolean;
}

/** Members listed in platform.yaml go before those that are given. */
export function directory(permissions: Permissions, given: TeamMembers): Directory {
  const membersOf = (team: string) => permissions.teams[team]?.members ?? given.get(team);
  const isAmong: Directory['isAmong'] = (login, { users = [], teams = [] }) => {
    const known = [...users, ...teams.flatMap((team) => membersOf(team) ?? [])];
    if (known.some((each) => isSameLogin(each, login))) return 'yes';
    return teams.some((team) => membersOf(team) === undefined) ? 'unknown' : 'no';
  };
  const named = permissions.rules.flatMap(({ who, approvals }) => [
    ...(who === 'anyone' ? [] : [who]),
    ...(approvals === undefined ? [] : [approvals.by]),
  ]);
  const everybody = [...named, { teams: Object.keys(permissions.teams) }];
  return { isAmong, isNamed: (login) => everybody.some((people) => isAmong(login, people) === 'yes') };
}

function isSameLogin(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** As `the team support or mona-example`. */
export function peopleText({ users = [], teams = [] }: People): string {
  return [...teams.map((team) => `the team ${team}`), ...users].join(' or ');
}
