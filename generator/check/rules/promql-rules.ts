// PromQL: every expression parses by Prometheus' own grammar, and every selector in it is bound to the tenant's namespace.
import type { Tree } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import type { Manifest } from '../../synth/manifest.js';
import { type Fields, fieldsAt, listAt, textAt } from '../fields.js';
import type { Rule } from '../rule.js';
import type { TenantView } from '../tenant-view.js';

export const promqlRules: readonly Rule[] = [
  {
    code: 'check/promql-syntax',
    sentence: 'every PromQL expression parses',
    breaches: (view) =>
      expressionsIn(view)
        .filter(({ expression }) => hasErrors(parser.parse(expression)))
        .map(({ manifest, expression }) => ({
          manifest,
          what: `has an expression that does not parse: ${expression}`,
        })),
  },
  {
    code: 'check/promql-unfiltered',
    sentence:
      'every selector has the tenant’s namespace as a matcher: an alert of one tenant must not fire for another',
    breaches: (view) =>
      expressionsIn(view).flatMap(({ manifest, expression }) =>
        unfiltered(expression, view.plan.namespace).map((selector) => ({
          manifest,
          what: `reads other namespaces by ${selector}`,
        })),
      ),
  },
];

interface Expression {
  readonly manifest: Manifest;
  readonly expression: string;
}

const known = new WeakMap<TenantView, readonly Expression[]>();

/** Expressions of alert rules and of dashboards' panels; found once for both rules. */
function expressionsIn(view: TenantView): readonly Expression[] {
  const found = known.get(view) ?? [
    ...view.ofKind('PrometheusRule').flatMap(ruleExpressions),
    ...view.ofKind('ConfigMap').flatMap(dashboardExpressions),
  ];
  known.set(view, found);
  return found;
}

function ruleExpressions(manifest: Manifest): Expression[] {
  return listAt(manifest.object, 'spec', 'groups')
    .flatMap((group) => listAt(group, 'rules'))
    .map((rule) => ({ manifest, expression: textAt(rule, 'expr') ?? '' }));
}

function dashboardExpressions(manifest: Manifest): Expression[] {
  return Object.entries(fieldsAt(manifest.object, 'data'))
    .filter(([key]) => key.endsWith('.json'))
    .flatMap(([, text]) => targetsIn(parseJson(String(text))))
    .map((expression) => ({ manifest, expression: expression.replaceAll(/\$__(?:rate_)?interval|\$__range/g, '5m') }));
}

function targetsIn(dashboard: unknown): string[] {
  const panels = listAt(dashboard, 'panels').flatMap((panel) => [panel, ...listAt(panel, 'panels')]);
  return panels.flatMap((panel) => listAt(panel, 'targets').map((target) => textAt(target, 'expr') ?? ''));
}

function parseJson(text: string): Fields | undefined {
  try {
    return JSON.parse(text) as Fields;
  } catch {
    return undefined;
  }
}

function hasErrors(tree: Tree): boolean {
  let found = false;
  tree.iterate({
    enter: (node) => {
      if (node.type.isError) found = true;
    },
  });
  return found;
}

function unfiltered(expression: string, namespace: string): string[] {
  const selectors: string[] = [];
  parser.parse(expression).iterate({
    enter: (node) => {
      if (node.name === 'VectorSelector') selectors.push(expression.slice(node.from, node.to));
    },
  });
  return selectors.filter((selector) => !matchersOf(selector).includes(`namespace="${namespace}"`));
}

function matchersOf(selector: string): string[] {
  const matchers: string[] = [];
  parser.parse(selector).iterate({
    enter: (node) => {
      if (node.name === 'UnquotedLabelMatcher') matchers.push(selector.slice(node.from, node.to).replaceAll(/\s/g, ''));
    },
  });
  return matchers;
}
