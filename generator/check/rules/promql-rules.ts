// PromQL: every expression parses by Prometheus' own grammar, every selector in it is bound to the tenant's namespace, and no
// result is dressed as another's.
import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import type { Rule } from '../rule.js';
import { expressionsIn } from './promql-expressions.js';

export const promqlRules: readonly Rule[] = [
  {
    code: 'check/promql-syntax',
    sentence: 'every PromQL expression parses',
    breaches: (view) =>
      expressionsIn(view)
        .filter(({ expression }) => expression === undefined || hasErrors(parser.parse(expression)))
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
      expressionsIn(view).flatMap(({ manifest, expression = '', labels = {} }) => [
        ...foreignReads(expression, view.plan.namespace).map((what) => ({ manifest, what })),
        ...Object.entries({ namespace: view.plan.namespace, tenant: view.plan.id })
          .filter(([label, own]) => labels[label] !== undefined && labels[label] !== own)
          .map(([label]) => ({ manifest, what: `labels its results as ${label} ${String(labels[label])}` })),
      ]),
  },
];

function hasErrors(tree: Tree): boolean {
  let found = false;
  tree.iterate({
    enter: (node) => {
      if (node.type.isError) found = true;
    },
  });
  return found;
}

/** What an expression that parses reads of other namespaces, or claims to be of them, a phrase each. */
function foreignReads(expression: string, namespace: string): string[] {
  const found: string[] = [];
  const tree = parser.parse(expression);
  if (hasErrors(tree)) return [];
  tree.iterate({
    enter: ({ name, node }) => {
      const text = expression.slice(node.from, node.to);
      if (name === 'VectorSelector' && !isBound(node, expression, namespace))
        found.push(`reads other namespaces by ${text}`);
      if (name === 'FunctionCall' && /^label_(?:replace|join)\b/.test(text)) found.push(`rewrites labels by ${text}`);
    },
  });
  return found;
}

/** True where one of a selector's matchers is exactly `namespace="…"`; any further one narrows it. */
function isBound(selector: SyntaxNode, expression: string, namespace: string): boolean {
  let bound = false;
  selector.cursor().iterate((node) => {
    const matcher = expression.slice(node.from, node.to).replaceAll(/\s/g, '');
    if (node.name === 'UnquotedLabelMatcher' && matcher === `namespace="${namespace}"`) bound = true;
  });
  return bound;
}
