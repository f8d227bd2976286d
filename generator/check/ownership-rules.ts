// Ownership: every object of a tenant is in its namespace, of a kind that tenants have, once, and under its own labels.

import { type Fields, fieldsAt, isPartOf, valueAt } from '../../constructs/base/fields.js';
import { kindKey } from '../../constructs/base/kind.js';
import type { Breach, Rule } from '../../constructs/base/rule.js';
import type { TenantView } from '../../constructs/base/tenant-view.js';
import { tenantKinds } from '../../constructs/kinds.js';

export const ownershipRules: readonly Rule[] = [
  {
    code: 'check/foreign-namespace',
    sentence: 'every object of a tenant lives in its namespace, or is that Namespace',
    breaches: ({ plan, manifests }) =>
      manifests.flatMap((manifest) => {
        const { kind, metadata } = manifest.object;
        const found = kind === 'Namespace' ? metadata.name : metadata.namespace;
        return found === plan.namespace
          ? []
          : [{ manifest, what: `is in the namespace ${found ?? '(none)'}, not in ${plan.namespace}` }];
      }),
  },
  {
    code: 'check/forbidden-kind',
    sentence: 'tenants have objects of a closed list of kinds; the same list bounds their AppProjects',
    breaches: ({ manifests }) =>
      manifests
        .filter(({ object }) => !allowedKinds.has(kindKey(object)))
        .map((manifest) => ({ manifest, what: `is a ${manifest.object.apiVersion}, which tenants do not have` })),
  },
  {
    code: 'check/duplicate-object',
    sentence: 'no two objects of a tenant have one kind and name',
    breaches: ({ manifests }) => {
      const seen = new Set<string>();
      return manifests.flatMap((manifest) => {
        const key = `${kindKey(manifest.object)}/${manifest.object.metadata.name}`;
        if (seen.has(key)) return [{ manifest, what: 'is rendered twice' }];
        seen.add(key);
        return [];
      });
    },
  },
  {
    code: 'check/selector-mismatch',
    sentence: 'objects and pods are labelled as the tenant’s own, and selectors select its own pods by those labels',
    breaches: (view) => [...labelBreaches(view), ...selectorBreaches(view)],
  },
];

const allowedKinds: ReadonlySet<string> = new Set(tenantKinds.map(({ group, kind }) => `${group}/${kind}`));

function labelBreaches({ plan, manifests, pods }: TenantView): Breach[] {
  const labelled = [
    ...manifests.map((manifest) => ({ manifest, labels: fieldsAt(manifest.object, 'metadata', 'labels') })),
    ...pods.map(({ manifest, template }) => ({ manifest, labels: fieldsAt(template, 'metadata', 'labels') })),
  ];
  return labelled
    .filter(({ labels }) => labels['tenant'] !== plan.id)
    .map(({ manifest, labels }) => ({ manifest, what: `is labelled as ${String(labels['tenant'] ?? 'nobody’s')}` }));
}

/** What has pods of its own selects these, all else any of the tenant's. */
function selectorBreaches(view: TenantView): Breach[] {
  return view.known.flatMap(({ manifest, kind }) => {
    if (kind.selector === undefined) return [];
    const labels = fieldsAt(manifest.object, ...kind.selector);
    const expressions = valueAt(manifest.object, ...kind.selector.slice(0, -1), 'matchExpressions');
    const pods = kind.pods === undefined ? view.pods : view.pods.filter((pod) => pod.manifest === manifest);
    const own = pods.some((pod) => isPartOf(labels, fieldsAt(pod.template, 'metadata', 'labels')));
    if (labels['tenant'] === view.plan.id && own && expressions === undefined) return [];
    return [{ manifest, what: `selects ${labelText(labels)}, which is not the tenant’s own pods alone` }];
  });
}

function labelText(labels: Fields): string {
  const text = Object.entries(labels).map(([key, value]) => `${key}=${String(value)}`);
  return text.length === 0 ? 'every pod' : text.join(', ');
}
