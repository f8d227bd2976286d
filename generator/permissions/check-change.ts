// Checks a change as a whole: what it does, whether its author may do that with the approvals it has, and a finding for each thing that
// stands in its way. It is held against the permissions of where it is to go, so that no change permits itself.
import { type Finding, finding, hasErrors } from '../../constructs/base/finding.js';
import type { Permissions } from '../read/schema/permissions.js';
import type { Sources } from '../read/sources.js';
import type { Action } from './action.js';
import { classify } from './classify.js';
import type { Revision } from './revision.js';
import { covers, directory, peopleText, type Review, type TeamMembers, type Verdict, verdictOn } from './verdict.js';

export interface Change extends Review {
  /** Where it is to go. */
  readonly before: Revision;
  readonly after: Revision;
  readonly teams: TeamMembers;
  /** Files of `dist/` that it changes into something which rendering does not give. */
  readonly editedByHand: readonly string[];
}

export interface ChangeVerdict {
  /** `open` where there are no permissions; `waiting` where nothing but approvals is missing. */
  readonly outcome: 'open' | 'allowed' | 'waiting' | 'refused';
  readonly actions: readonly Action[];
  /** One for each action; empty where there are none. */
  readonly verdicts: readonly Verdict[];
  readonly findings: readonly Finding[];
}

/** Never throws for bad input. */
export function checkChange(change: Change): ChangeVerdict {
  const { before } = change;
  const { sources } = before;
  if (sources !== undefined) return checkSound(change, { ...before, sources });
  const findings = [before.texts.has('platform.yaml') ? brokenBase() : noPermissions('there is no platform.yaml yet')];
  return { outcome: hasErrors(findings) ? 'refused' : 'open', actions: [], verdicts: [], findings };
}

function checkSound(change: Change, before: Revision & { readonly sources: Sources }): ChangeVerdict {
  const { actions, findings } = classify(before, change.after);
  const { policy: permissions } = before.sources.platform.data.spec;
  const unsound = [...findings, ...change.editedByHand.map(editedFinding)];
  if (permissions === undefined) {
    const all = [noPermissions('platform.yaml has no policy'), ...unsound];
    return { outcome: hasErrors(all) ? 'refused' : 'open', actions, verdicts: [], findings: all };
  }
  const people = directory(permissions, change.teams);
  const verdicts = actions.map((action) => verdictOn(action, { permissions, people, review: change }));
  const against = verdicts.flatMap((verdict) => verdictFinding(verdict, permissions, change) ?? []);
  return { outcome: outcomeOf(unsound, verdicts), actions, verdicts, findings: [...unsound, ...against] };
}

/** What stands in the way of an action that no pull request does, so that nobody approves it; none where it may be done. */
export function checkAction(action: Action, permissions: Permissions, author: string, teams: TeamMembers): Finding[] {
  const review = { author, approvedBy: [] };
  const verdict = verdictOn(action, { permissions, people: directory(permissions, teams), review });
  const found = verdictFinding(verdict, permissions, review);
  return found === undefined ? [] : [found];
}

function outcomeOf(unsound: readonly Finding[], verdicts: readonly Verdict[]): ChangeVerdict['outcome'] {
  const open = verdicts.filter(({ answer }) => answer !== 'allowed');
  if (unsound.length > 0 || open.some(({ answer }) => answer !== 'approval-missing')) return 'refused';
  return open.length > 0 ? 'waiting' : 'allowed';
}

function brokenBase(): Finding {
  return finding('policy/broken-base', {
    message: 'platform.yaml has errors where this change is to go, so nobody knows what its policy permits',
    hint: 'mend platform.yaml in a pull request of its own, merged by somebody who may bypass the branch’s rules',
    place: { file: 'platform.yaml' },
  });
}

function noPermissions(message: string): Finding {
  return finding('policy/none', {
    message: `${message}, so everybody may do everything`,
    hint: 'add `policy` to platform.yaml to say who may do what',
    place: { file: 'platform.yaml' },
  });
}

function editedFinding(file: string): Finding {
  return finding('policy/edited-by-hand', {
    message: 'this file is made by `tenantry render`, and was changed into something else',
    hint: 'run `tenantry render` and commit the result; to change what is rendered, change the tenant or its blueprint',
    place: { file },
  });
}

function verdictFinding(
  { action, answer, rule, missing }: Verdict,
  permissions: Permissions,
  { author }: Review,
): Finding | undefined {
  if (answer === 'allowed') return undefined;
  const approvers = rule === undefined ? undefined : permissions.rules[rule]?.approvals?.by;
  const wanted = approvers === undefined ? 'others' : peopleText(approvers);
  const texts = {
    'approval-missing': {
      message: `to ${action.sentence} needs ${missing === 1 ? 'one more approval' : `${missing} more approvals`} by ${wanted}`,
      hint: `ask for a review by ${wanted}; the author’s own approval does not count`,
    },
    'unknown-membership': {
      message: `${author} may perhaps ${action.sentence}, but nobody says who is in ${teamsOf(permissions, rule)}`,
      hint: 'list the members in platform.yaml, or give them by --teams',
    },
    'unknown-user': {
      message: `${author || 'somebody without a name'} may not ${action.sentence}: the policy does not know them`,
      hint: permitted(permissions, action),
    },
    'not-allowed': { message: `${author} may not ${action.sentence}`, hint: permitted(permissions, action) },
  };
  const { tenant, place } = action;
  return finding(`policy/${answer}`, { ...texts[answer], place, tenant });
}

function teamsOf({ rules }: Permissions, index: number | undefined): string {
  const who = index === undefined ? undefined : rules[index]?.who;
  return who === undefined || who === 'anyone' ? 'a team' : peopleText({ teams: who.teams ?? [] });
}

function permitted({ rules }: Permissions, action: Action): string {
  const who = rules
    .filter((rule) => covers(rule, action))
    .flatMap((rule) => (rule.who === 'anyone' ? [] : [peopleText(rule.who)]));
  return who.length === 0
    ? 'no rule of the policy permits it to anybody: to add one is a pull request to platform.yaml'
    : `let one of these people do it: ${[...new Set(who)].join(' or ')}`;
}
