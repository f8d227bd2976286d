// Monitors: Prometheus scrapes the tenant's own pods for it, and what they say of themselves can't pass for another tenant's.
import type { Manifest } from '../../synth/manifest.js';
import { fieldsAt, listAt, valueAt } from '../fields.js';
import type { Rule } from '../rule.js';

export const monitorRules: readonly Rule[] = [
  {
    code: 'check/foreign-monitor',
    sentence: 'monitors select in their own namespace, and set nothing but path, port and times',
    breaches: ({ ofKind }) =>
      [...ofKind('PodMonitor'), ...ofKind('ServiceMonitor')].flatMap((manifest) =>
        monitorBreaches(manifest).map((what) => ({ manifest, what })),
      ),
  },
];

/** Anything else relabels series, keeps labels that the pods chose, or hands them credentials of Prometheus. */
const harmless: ReadonlySet<string> = new Set(['path', 'port', 'interval', 'scrapeTimeout', 'scheme']);

function monitorBreaches({ object }: Manifest): string[] {
  const endpoints = [...listAt(object, 'spec', 'endpoints'), ...listAt(object, 'spec', 'podMetricsEndpoints')];
  const fields = new Set(endpoints.flatMap((endpoint) => Object.keys(fieldsAt(endpoint))));
  return [
    ...(valueAt(object, 'spec', 'namespaceSelector') === undefined ? [] : ['selects namespaces']),
    ...[...fields].filter((field) => !harmless.has(field)).map((field) => `sets ${field} for what it scrapes`),
  ];
}
