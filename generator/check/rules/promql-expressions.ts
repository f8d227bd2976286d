// Where PromQL stands in a tenant's objects: alert and recording rules; panels, variables and annotations of Grafana dashboards.
import type { Manifest } from '../../synth/manifest.js';
import { type Fields, fieldsAt, isFields, listAt, textAt, valueAt, valuesUnder } from '../fields.js';
import type { TenantView } from '../tenant-view.js';

export interface Expression {
  readonly manifest: Manifest;
  /** What holds it, as `an alert`. */
  readonly from: string;
  /** Absent where what should hold expressions can not be read. */
  readonly expression?: string;
  /** Labels that its results are given. */
  readonly labels?: Fields;
}

const known = new WeakMap<TenantView, readonly Expression[]>();

/** Found once for all rules that ask. */
export function expressionsIn(view: TenantView): readonly Expression[] {
  const found = known.get(view) ?? [
    ...view.ofKind('PrometheusRule').flatMap(ruleExpressions),
    ...view.ofKind('ConfigMap').flatMap((manifest) => dashboardExpressions(manifest, view)),
  ];
  known.set(view, found);
  return found;
}

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
