// What a change does, from the sources before and after it: by their meaning, never by their text. Actions go to verdict.ts to be held against
// the permissions; what nobody may do, and what can not be told, is a finding at once.

import { basename } from 'node:path';
import { type Finding, finding, type Place } from '../../constructs/base/finding.js';
import { constructFile } from '../read/read-sources.js';
import type { Sources } from '../read/sources.js';
import type { Action } from './action.js';
import { type Revision, touchedFiles } from './revision.js';
import { tenantActions } from './tenant-actions.js';

export interface Classified {
  readonly actions: readonly Action[];
  readonly findings: readonly Finding[];
}

/** Classifies a change; `before` is where it is to go, and has a sound platform. */
export function classify(before: Revision & { readonly sources: Sources }, after: Revision): Classified {
  const unclear = unclearFiles(before, after);
  if (after.sources === undefined) return { actions: [], findings: unclear.map(unclearFinding) };
  const sides = { before: before.sources, after: after.sources };
  const clear = touchedFiles(before, after).filter((file) => !unclear.includes(file));
  const renamed = renames(namesIn('tenants', clear), sides);
  const ids = namesIn('tenants', clear).filter((id) => !renamed.flat().includes(id));
  const actions = [
    ...platformActions(sides.before, sides.after),
    ...namesIn('blueprints', clear).flatMap((name) => blueprintActions(name, sides.before, sides.after)),
    ...namesIn('policies', clear).flatMap((name) => objectPolicyActions(name, sides.before, sides.after)),
    ...clear.filter((file) => constructFile.test(file)).map(constructAction),
    ...ids.flatMap((id) => tenantActions(changeOf(id, sides))),
  ];
  const findings = [
    ...unclear.map(unclearFinding),
    ...renamed.map(([from, to]) => renamedFinding(from, to)),
    ...ids.filter((id) => isUndeclaredRemoval(id, sides)).map(removalFinding),
    ...mixedFindings(actions),
  ];
  return { actions, findings };
}

interface Sides {
  readonly before: Sources;
  readonly after: Sources;
}

function changeOf(id: string, { before, after }: Sides): Parameters<typeof tenantActions>[0] {
  const [old, now] = [before.tenants.get(id), after.tenants.get(id)];
  return {
    id,
    base: before,
    before: old,
    after: now,
  };
}

/** Touched files that are there on a side which could not load them. */
function unclearFiles(before: Revision, after: Revision): string[] {
  const platform = 'platform.yaml';
  const broken = after.sources === undefined ? [platform] : [];
  const touched = touchedFiles(before, after).filter((file) => file !== platform);
  const unread = ({ texts, sources }: Revision, file: string) =>
    texts.has(file) && sources !== undefined && !isLoaded(sources, file);
  return [...broken, ...touched.filter((file) => unread(before, file) || unread(after, file))];
}

/** Code has no meaning but its text. */
function isLoaded({ blueprints, policies, tenants }: Sources, file: string): boolean {
  if (constructFile.test(file)) return true;
  const [folder = ''] = file.split('/');
  return { blueprints, policies, tenants }[folder]?.has(basename(file, '.yaml')) ?? false;
}

function unclearFinding(file: string): Finding {
  return finding('policy/unclear', {
    message: `what this change does to ${file} can not be told: the file has errors, or is missing, before or after the change`,
    hint: 'mend what `tenantry validate` names; where the branch itself is broken, somebody who may bypass its rules merges the mending',
    place: { file },
  });
}

function namesIn(folder: 'tenants' | 'blueprints' | 'policies', files: readonly string[]): string[] {
  return files.filter((file) => file.startsWith(`${folder}/`)).map((file) => basename(file, '.yaml'));
}

/** Pairs of ids of which one goes and the other comes, with the same customer in them. */
function renames(ids: readonly string[], { before, after }: Sides): (readonly [from: string, to: string])[] {
  const gone = ids.filter((id) => before.tenants.has(id) && !after.ids.has(id));
  const come = ids.filter((id) => after.tenants.has(id) && !before.ids.has(id));
  return gone.flatMap((from) => {
    const to = come.find((id) => customer(before, from) === customer(after, id));
    return to === undefined ? [] : [[from, to] as const];
  });
}

function customer({ tenants }: Sources, id: string): string {
  const spec = tenants.get(id)?.data.spec;
  return JSON.stringify([spec?.displayName, spec?.owner.email, spec?.blueprint]);
}

function renamedFinding(from: string, to: string): Finding {
  return finding('policy/renamed', {
    message: `${from} was renamed to ${to}, but a tenant’s id never changes: its data would stay with ${from}`,
    hint: `bring tenants/${from}.yaml back; a new name for people to read is displayName, and a new address is a domain`,
    place: { file: `tenants/${to}.yaml` },
  });
}

function isUndeclaredRemoval(id: string, { before, after }: Sides): boolean {
  return !after.ids.has(id) && before.tenants.get(id)?.data.spec.lifecycle !== 'offboarding';
}

function removalFinding(id: string): Finding {
  return finding('policy/undeclared-removal', {
    message: `the file of ${id} was removed, but removing a file removes no tenant`,
    hint: 'bring the file back, with lifecycle: offboarding and offboardedOn; it may go once the grace period is over',
    place: { file: `tenants/${id}.yaml` },
  });
}

function mixedFindings(actions: readonly Action[]): Finding[] {
  const platform = actions.find(({ kind }) => kind === 'change-platform' || kind === 'change-policy');
  const tenant = actions.find((action) => action.tenant !== undefined);
  if (platform === undefined || tenant === undefined) return [];
  return [
    finding('policy/mixed', {
      message:
        'platform.yaml or policies and tenants change together: what the one does to everybody hides what happens to the other',
      hint: 'make two pull requests: platform.yaml first, then the tenants',
      place: platform.place,
      related: tenant.place,
    }),
  ];
}

/** Every action on a platform that both sides can read. */
function platformActions(before: Sources, after: Sources): Action[] {
  const { policy: policyBefore, ...restBefore } = before.platform.data.spec;
  const { policy: policyAfter, ...restAfter } = after.platform.data.spec;
  const { document, data } = after.platform;
  const same = isSame([before.platform.data.metadata, restBefore], [data.metadata, restAfter]);
  const changed = Object.keys({ ...restBefore, ...restAfter }).find(
    (name) => !isSame(restBefore[name as keyof typeof restBefore], restAfter[name as keyof typeof restAfter]),
  );
  return [
    ...(same
      ? []
      : [
          act(
            'change-platform',
            'change platform.yaml',
            document.place(changed === undefined ? ['metadata'] : ['spec', changed], 'key'),
          ),
        ]),
    ...(isSame(policyBefore, policyAfter)
      ? []
      : [act('change-policy', 'change the policy', document.place(['spec', 'policy'], 'key'))]),
  ];
}

/** The action on one blueprint of which at least one side can be read; none where only its form differs. */
function blueprintActions(name: string, before: Sources, after: Sources): Action[] {
  const [old, now] = [before.blueprints.get(name), after.blueprints.get(name)];
  if (isSame(old?.data, now?.data)) return [];
  const verb = old === undefined ? 'add' : now === undefined ? 'remove' : 'change';
  const place = now?.document.place([]) ?? { file: `blueprints/${name}.yaml` };
  return [{ ...act('change-blueprint', `${verb} the blueprint ${name}`, place), facets: [{ blueprint: name }] }];
}

/** The action on one file of policies/: what objects are held to is the platform's policy as well. */
function objectPolicyActions(name: string, before: Sources, after: Sources): Action[] {
  const [old, now] = [before.policies.get(name), after.policies.get(name)];
  if (isSame(old?.data, now?.data)) return [];
  const verb = old === undefined ? 'add' : now === undefined ? 'remove' : 'change';
  const place = now?.document.place([]) ?? { file: `policies/${name}.yaml` };
  return [act('change-policy', `${verb} the policy ${name}`, place)];
}

/** Code runs wherever tenants are rendered, with the publisher's own rights: it is the platform's. */
function constructAction(file: string): Action {
  return act('change-platform', `change the code of ${file}`, { file });
}

function act(kind: Action['kind'], sentence: string, place: Place): Action {
  return { kind, sentence, facets: [{}], place };
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
