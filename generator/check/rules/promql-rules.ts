// PromQL: every expression parses by Prometheus' own grammar, every selector in it is bound to the tenant's namespace, and no
// result is dressed as another's.
import type { Rule } from '../rule.js';
import { expressionsIn } from './promql-expressions.js';
import { judgeExpression } from './promql-verdict.js';

export const promqlRules: readonly Rule[] = [
  {
    code: 'check/promql-syntax',
    sentence: 'every PromQL expression parses',
    breaches: (view) =>
      expressionsIn(view)
        .filter(
          ({ expression }) => expression === undefined || !judgeExpression(expression, view.plan.namespace).parses,
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
        ...(expression === undefined ? [] : judgeExpression(expression, view.plan.namespace).foreign).map((what) => ({
          manifest,
          what,
        })),
        ...Object.entries({ namespace: view.plan.namespace, tenant: view.plan.id })
          .filter(([label, own]) => labels[label] !== undefined && labels[label] !== own)
          .map(([label]) => ({ manifest, what: `labels its results as ${label} ${String(labels[label])}` })),
      ]),
  },
];
