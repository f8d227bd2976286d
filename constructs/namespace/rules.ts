// What holds of a tenant as a whole: nothing that holds data goes without a person's word, and the marker stands for all of it.
import { textAt } from '../base/fields.js';
import { names } from '../base/metadata.js';
import { missing, type Rule } from '../base/rule.js';
import type { Manifest } from '../base/tenant-view.js';

export const tenantRules: readonly Rule[] = [
  {
    code: 'check/unguarded-deletion',
    sentence:
      'Namespaces, databases, volumes and buckets ask for confirmation before they are deleted; databases, virtual hosts and queues outlive their objects',
    breaches: ({ known }) => [
      ...known
        .filter(({ manifest, kind }) => kind.confirmsDeletion === true && !isGuarded(manifest))
        .map(({ manifest }) => ({ manifest, what: 'can be deleted without confirmation' })),
      ...known.flatMap(({ manifest, kind: { retains } }) =>
        retains === undefined || retains.values.includes(textAt(manifest.object, ...retains.field))
          ? []
          : [{ manifest, what: retains.otherwise }],
      ),
    ],
  },
  {
    code: 'check/marker-missing',
    sentence: 'each tenant has one marker with the digest of its other manifests',
    breaches: (view) => {
      const markers = view.ofKind('ConfigMap').filter(isMarker);
      return markers.length === 1 ? [] : missing(view, `comes with ${markers.length} markers`);
    },
  },
];

function isGuarded({ object }: Manifest): boolean {
  const options = (textAt(object.metadata, 'annotations', 'argocd.argoproj.io/sync-options') ?? '')
    .split(',')
    .map((option) => option.trim());
  return options.includes('Prune=confirm') && options.includes('Delete=confirm');
}

function isMarker({ object }: Manifest): boolean {
  return object.metadata.name === names.marker && /^[0-9a-f]{64}$/.test(textAt(object, 'data', 'digest') ?? '');
}
