// Who is meant: the policy's teams with the members that are known of them. Logins differ only by more than upper and lower case, as on GitHub.
import type { Policy, PolicyPeople } from '../load/schema/policy.js';

/** Logins by team, for teams whose members platform.yaml does not list. */
export type TeamMembers = ReadonlyMap<string, readonly string[]>;

export interface Directory {
  /** `unknown` where only a team that nobody knows the members of could hold them. */
  isAmong(login: string, people: PolicyPeople): 'yes' | 'no' | 'unknown';
  /** Whether any user or team of the policy is this person, as far as is known. */
  isNamed(login: string): boolean;
}

/** Members listed in the policy itself go before those that are told. */
export function directory(policy: Policy, told: TeamMembers): Directory {
  const membersOf = (team: string) => policy.teams[team]?.members ?? told.get(team);
  const isAmong: Directory['isAmong'] = (login, { users = [], teams = [] }) => {
    const known = [...users, ...teams.flatMap((team) => membersOf(team) ?? [])];
    if (known.some((each) => isSameLogin(each, login))) return 'yes';
    return teams.some((team) => membersOf(team) === undefined) ? 'unknown' : 'no';
  };
  const named = policy.rules.flatMap(({ who, approvals }) => [
    ...(who === 'anyone' ? [] : [who]),
    ...(approvals === undefined ? [] : [approvals.by]),
  ]);
  const everybody = [...named, { teams: Object.keys(policy.teams) }];
  return { isAmong, isNamed: (login) => everybody.some((people) => isAmong(login, people) === 'yes') };
}

export function isSameLogin(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** As `the team support or mona-example`. */
export function peopleText({ users = [], teams = [] }: PolicyPeople): string {
  return [...teams.map((team) => `the team ${team}`), ...users].join(' or ');
}
