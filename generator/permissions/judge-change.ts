// The whole judgement of a change: what it does, whether its author may do that with the approvals it has, and a finding for each thing that
// stands in its way. It is judged by the policy of where it is to go, so that no change permits itself.
import { type Finding, finding, hasErrors } from '../../constructs/base/finding.js';
import type { Policy } from '../read/schema/permissions.js';
import type { Sources } from '../read/sources.js';
import type { Action } from './action.js';
import { classify } from './classify.js';
import { covers, directory, judge, peopleText, type Review, type TeamMembers, type Verdict } from './judge.js';
import type { Revision } from './revision.js';

export interface Change extends Review {
  /** Where it is to go. */
  readonly before: Revision;
  readonly after: Revision;
  readonly teams: TeamMembers;
  /** Files of `dist/` that it changes into something which rendering does not give. */
  readonly editedByHand: readonly string[];
}

export interface Judgement {
  /** `open` where there is no policy; `waiting` where nothing but approvals is missing. */
  readonly outcome: 'open' | 'allowed' | 'waiting' | 'refused';
  readonly actions: readonly Action[];
  /** One for each action; empty where there is no policy. */
  readonly verdicts: readonly Verdict[];
  readonly findings: readonly Finding[];
}

/** Judges a change, and never throws for bad input. */
export function judgeChange(change: Change): Judgement {
  const { before } = change;
  const { sources } = before;
  if (sources !== undefined) return judgeSound(change, { ...before, sources });
  const findings = [before.texts.has('platform.yaml') ? brokenBase() : noPolicy('there is no platform.yaml yet')];
  return { outcome: hasErrors(findings) ? 'refused' : 'open', actions: [], verdicts: [], findings };
}

function judgeSound(change: Change, before: Revision & { readonly sources: Sources }): Judgement {
  const { actions, findings } = classify(before, change.after);
  const { policy } = before.sources.platform.data.spec;
  const unsound = [...findings, ...change.editedByHand.map(editedFinding)];
  if (policy === undefined) {
    const all = [noPolicy('platform.yaml has no policy'), ...unsound];
    return { outcome: hasErrors(all) ? 'refused' : 'open', actions, verdicts: [], findings: all };
  }
  const people = directory(policy, change.teams);
  const verdicts = actions.map((action) => judge(action, { policy, people, review: change }));
  const against = verdicts.flatMap((verdict) => verdictFinding(verdict, policy, change) ?? []);
  return { outcome: outcomeOf(unsound, verdicts), actions, verdicts, findings: [...unsound, ...against] };
}

/** What stands in the way of an action that no pull request does, so that nobody approves it; none where it may be done. */
export function judgeAlone(action: Action, policy: Policy, author: string, teams: TeamMembers): Finding[] {
  const review = { author, approvedBy: [] };
  const verdict = judge(action, { policy, people: directory(policy, teams), review });
  const found = verdictFinding(verdict, policy, review);
  return found === undefined ? [] : [found];
}

function outcomeOf(unsound: readonly Finding[], verdicts: readonly Verdict[]): Judgement['outcome'] {
  const open = verdicts.filter(({ standing }) => standing !== 'allowed');
  if (unsound.length > 0 || open.some(({ standing }) => standing !== 'approval-missing')) return 'refused';
  return open.length > 0 ? 'waiting' : 'allowed';
}

function brokenBase(): Finding {
  return finding('policy/broken-base', {
    message: 'platform.yaml has errors where this change is to go, so nobody knows what its policy permits',
    hint: 'mend platform.yaml in a pull request of its own, merged by somebody who may bypass the branch’s rules',
    place: { file: 'platform.yaml' },
  });
}

function noPolicy(message: string): Finding {
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
  { action, standing, rule, missing }: Verdict,
  policy: Policy,
  { author }: Review,
): Finding | undefined {
  if (standing === 'allowed') return undefined;
  const approvers = rule === undefined ? undefined : policy.rules[rule]?.approvals?.by;
  const wanted = approvers === undefined ? 'others' : peopleText(approvers);
  const texts = {
    'approval-missing': {
      message: `to ${action.sentence} needs ${missing === 1 ? 'one more approval' : `${missing} more approvals`} by ${wanted}`,
      hint: `ask for a review by ${wanted}; the author’s own approval does not count`,
    },
    'unknown-membership': {
      message: `${author} may perhaps ${action.sentence}, but nobody says who is in ${teamsOf(policy, rule)}`,
      hint: 'list the members in platform.yaml, or give them by --teams',
    },
    'unknown-user': {
      message: `${author || 'somebody without a name'} may not ${action.sentence}: the policy does not know them`,
      hint: permitted(policy, action),
    },
    'not-allowed': { message: `${author} may not ${action.sentence}`, hint: permitted(policy, action) },
  };
  const { tenant, place } = action;
  return finding(`policy/${standing}`, { ...texts[standing], place, tenant });
}

function teamsOf({ rules }: Policy, index: number | undefined): string {
  const who = index === undefined ? undefined : rules[index]?.who;
  return who === undefined || who === 'anyone' ? 'a team' : peopleText({ teams: who.teams ?? [] });
}

function permitted({ rules }: Policy, action: Action): string {
  const who = rules
    .filter((rule) => covers(rule, action))
    .flatMap((rule) => (rule.who === 'anyone' ? [] : [peopleText(rule.who)]));
  return who.length === 0
    ? 'no rule of the policy permits it to anybody: to add one is a pull request to platform.yaml'
    : `let one of these people do it: ${[...new Set(who)].join(' or ')}`;
}
