// Monitors: Prometheus scrapes the tenant's own pods for it, and what they say of themselves can't pass for another tenant's.

import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import type { Concern } from '../base/concern.js';
import { type Fields, fieldsAt, isFields, listAt, textAt, valueAt, valuesUnder } from '../base/fields.js';
import { memoize } from '../base/memoize.js';
import { type SharedMetrics, tenantLabelOf } from '../base/prometheus.js';
import type { Rule } from '../base/rule.js';
import type { Manifest, TenantView } from '../base/tenant-view.js';
import { sharedMetrics } from './alerts.js';

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

export const promqlRules: readonly Rule[] = [
  {
    code: 'check/promql-syntax',
    sentence: 'every PromQL expression parses',
    breaches: (view) =>
      expressionsIn(view)
        .filter(
          ({ expression }) =>
            expression === undefined || !checkExpression(expression, view.plan.namespace, view.concerns).parses,
        )
        .map(({ manifest, expression, from }) => ({
          manifest,
          what: `has ${from} that does not parse${expression === undefined ? '' : `: ${expression}`}`,
        })),
  },
  {
    code: 'check/promql-unfiltered',
    sentence:
      'every selector has the tenant’s namespace as a matcher: an alert of one tenant must not fire for another',
    breaches: (view) =>
      expressionsIn(view).flatMap(({ manifest, expression, labels = {} }) => [
        ...(expression === undefined
          ? []
          : checkExpression(expression, view.plan.namespace, view.concerns).foreign
        ).map((what) => ({
          manifest,
          what,
        })),
        ...Object.entries({ namespace: view.plan.namespace, tenant: view.plan.id })
          .filter(([label, own]) => labels[label] !== undefined && labels[label] !== own)
          .map(([label]) => ({ manifest, what: `labels its results as ${label} ${String(labels[label])}` })),
      ]),
  },
];

export interface Expression {
  readonly manifest: Manifest;
  /** What holds it, as `an alert`. */
  readonly from: string;
  /** Absent where what should hold expressions can not be read. */
  readonly expression?: string;
  /** Labels that its results are given. */
  readonly labels?: Fields;
}

/** Found once for all rules that ask. */
const expressionsIn = memoize((view: TenantView): readonly Expression[] => [
  ...view.ofKind('PrometheusRule').flatMap(ruleExpressions),
  ...view.ofKind('ConfigMap').flatMap((manifest) => dashboardExpressions(manifest, view)),
]);

function ruleExpressions(manifest: Manifest): Expression[] {
  return listAt(manifest.object, 'spec', 'groups').flatMap((group) =>
    listAt(group, 'rules').map((rule) => ({
      manifest,
      from: 'a rule',
      ...optional(expressionText(valueAt(rule, 'expr'))),
      labels: { ...fieldsAt(group, 'labels'), ...fieldsAt(rule, 'labels') },
    })),
  );
}

/** Grafana's sidecar takes every key of a ConfigMap with its label for a dashboard. */
function dashboardExpressions(manifest: Manifest, { plan }: TenantView): Expression[] {
  const { key: label } = plan.cluster.monitoring.dashboardLabel;
  if (fieldsAt(manifest.object, 'metadata', 'labels')[label] === undefined) return [];
  return Object.values(fieldsAt(manifest.object, 'data')).flatMap((text): Expression[] => {
    const dashboard = tryParse(text);
    if (dashboard === undefined) return [{ manifest, from: 'a dashboard' }];
    return [
      ...valuesUnder('expr', dashboard).map((expr) => ({
        manifest,
        from: 'a panel',
        ...optional(expressionText(expr)),
      })),
      ...listAt(dashboard, 'templating', 'list')
        .filter((variable) => textAt(variable, 'type') === 'query')
        .map((variable) => ({ manifest, from: 'a variable', ...optional(variableExpression(variable)) })),
    ];
  });
}

function optional(expression: string | undefined): { expression?: string } {
  return expression === undefined ? {} : { expression };
}

/** An expression with Grafana's own intervals replaced by one; YAML may hold a number. */
function expressionText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number'
    ? String(value).replaceAll(/\$__(?:rate_interval|interval|range)\b/g, '5m')
    : undefined;
}

/**
 * What a variable's query reads (grafana.com/docs, "Prometheus template variables"): the selector inside `label_values(…, label)` or the expression
 * inside `query_result(…)`. All other functions read every namespace, which the selector `{}` stands for.
 */
function variableExpression(variable: unknown): string {
  const query = textAt(variable, 'query') ?? textAt(variable, 'query', 'query') ?? '';
  const [, inner] = /^\s*(?:label_values\((.*),\s*\w+\s*\)|query_result\(.*\))\s*$/s.exec(query) ?? [];
  const result = /^\s*query_result\((.*)\)\s*$/s.exec(query)?.[1];
  return expressionText(inner ?? result) ?? '{}';
}

function tryParse(text: unknown): Fields | undefined {
  try {
    const value: unknown = JSON.parse(String(text));
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export interface Verdict {
  readonly parses: boolean;
  /** A phrase for each; empty where it does not parse. */
  readonly foreign: readonly string[];
}

/** Checks an expression for one namespace. Tenants of one product have the same expressions but for it, so that few are parsed. */
export function checkExpression(expression: string, namespace: string, concerns: readonly Concern[]): Verdict {
  if (expression.includes(anybody)) return { parses: true, foreign: [`reads other namespaces by ${anybody}`] };
  const own = `="${namespace}"`;
  const { parses, foreign } = verdictsOf(concerns)(expression.replaceAll(own, anybody));
  return { parses, foreign: foreign.map((what) => what.replaceAll(anybody, own)) };
}

/** Stands for the own namespace in a matcher while an expression is checked: an underscore is in no namespace's name. */
const anybody = '="_"';

const verdictsOf = memoize((concerns: readonly Concern[]) => {
  const shared = sharedMetrics(concerns);
  return memoize((expression): Verdict => {
    const tree = parser.parse(expression);
    const parses = !hasErrors(tree);
    return { parses, foreign: parses ? foreignReads(tree, expression, shared) : [] };
  });
});

function hasErrors(tree: Tree): boolean {
  let found = false;
  tree.iterate({
    enter: (node) => {
      if (node.type.isError) found = true;
    },
  });
  return found;
}

function foreignReads(tree: Tree, expression: string, shared: readonly SharedMetrics[]): string[] {
  const found: string[] = [];
  tree.iterate({
    enter: ({ name, node }) => {
      const text = expression.slice(node.from, node.to);
      if (name === 'VectorSelector' && !isBound(node, expression, shared))
        found.push(`reads other namespaces by ${text}`);
      if (name === 'FunctionCall' && /^label_(?:replace|join)\b/.test(text)) found.push(`rewrites labels by ${text}`);
    },
  });
  return found;
}

/** True where one of a selector's matchers is exactly that of the own namespace; any further one narrows it. */
function isBound(selector: SyntaxNode, expression: string, shared: readonly SharedMetrics[]): boolean {
  const metric = selector.getChild('Identifier');
  const label = tenantLabelOf(metric === null ? '' : expression.slice(metric.from, metric.to), shared);
  let bound = false;
  selector.cursor().iterate((node) => {
    if (node.name === 'UnquotedLabelMatcher' && expression.slice(node.from, node.to) === `${label}${anybody}`)
      bound = true;
  });
  return bound;
}
