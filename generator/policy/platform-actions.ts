// What a change does to blueprints, policies and platform.yaml. Their values are compared with their order: that of tiers says which is higher.
import type { Place } from '../finding/finding.js';
import type { Sources } from '../load/sources.js';
import type { Action } from './action.js';

/** Every action on a platform that both sides can read. */
export function platformActions(before: Sources, after: Sources): Action[] {
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
export function blueprintActions(name: string, before: Sources, after: Sources): Action[] {
  const [old, now] = [before.blueprints.get(name), after.blueprints.get(name)];
  if (isSame(old?.data, now?.data)) return [];
  const verb = old === undefined ? 'add' : now === undefined ? 'remove' : 'change';
  const place = now?.document.place([]) ?? { file: `blueprints/${name}.yaml` };
  return [{ ...act('change-blueprint', `${verb} the blueprint ${name}`, place), facets: [{ blueprint: name }] }];
}

/** The action on one file of policies/: what objects are held to is the platform's policy as well. */
export function objectPolicyActions(name: string, before: Sources, after: Sources): Action[] {
  const [old, now] = [before.policies.get(name), after.policies.get(name)];
  if (isSame(old?.data, now?.data)) return [];
  const verb = old === undefined ? 'add' : now === undefined ? 'remove' : 'change';
  const place = now?.document.place([]) ?? { file: `policies/${name}.yaml` };
  return [act('change-policy', `${verb} the policy ${name}`, place)];
}

/** Code runs wherever tenants are rendered, with the publisher's own rights: it is the platform's. */
export function constructAction(file: string): Action {
  return act('change-platform', `change the code of ${file}`, { file });
}

function act(kind: Action['kind'], sentence: string, place: Place): Action {
  return { kind, sentence, facets: [{}], place };
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
