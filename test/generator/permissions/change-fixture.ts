// Changes of the sample platform, checked without a disk: files before and after, a policy as text.
import { stringify } from 'yaml';
import { type Change, type ChangeVerdict, checkChange } from '../../../generator/permissions/check-change.js';
import { classify } from '../../../generator/permissions/classify.js';
import { type Revision, revision } from '../../../generator/permissions/revision.js';
import { type Files, sample, textsOf } from '../read/sources-fixture.js';

/** A rule with parts of a policy that most tests need: support, whose members are listed, and platform, whose are not. */
const teams = { support: { members: ['mona-example', 'Sam-Example'] }, platform: {} };

/** platform.yaml of the samples with a policy; rules as they would be written. */
export function platformWithPermissions(rules: readonly object[], more: object = {}): string {
  const policy = stringify({ policy: { teams, rules, ...more } }, { indent: 2, aliasDuplicateObjects: false });
  return `${sample('platform.yaml').trimEnd()}\n${policy.replaceAll(/^(?=.)/gm, '  ')}`;
}

function side(files: Files = {}): Revision {
  return revision(textsOf(files));
}

/** The actions of a change, as `raise-tier acme-auto`. */
export function actionsOf(before: Files, after: Files): string[] {
  return classified(before, after).actions.map(({ kind, tenant }) => [kind, tenant].filter(Boolean).join(' '));
}

export function classified(before: Files, after: Files): ReturnType<typeof classify> {
  const from = side(before);
  if (from.sources === undefined) throw new Error('the platform before the change is broken');
  return classify({ ...from, sources: from.sources }, side(after));
}

export interface ChangeInput extends Partial<Omit<Change, 'before' | 'after'>> {
  readonly before?: Files;
  readonly after?: Files;
}

/** A change by mona-example, of support, whom nobody has approved. */
export function checked({ before = {}, after = {}, ...change }: ChangeInput): ChangeVerdict {
  return checkChange({
    author: 'mona-example',
    approvedBy: [],
    teams: new Map(),
    editedByHand: [],
    ...change,
    before: side(before),
    after: side({ ...before, ...after }),
  });
}

export function codesOf({ findings }: Pick<ChangeVerdict, 'findings'>): string[] {
  return findings.map(({ code }) => code);
}
