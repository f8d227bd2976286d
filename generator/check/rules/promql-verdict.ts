// What one PromQL expression does: whether it parses, and what it reads of other namespaces or claims to be of them.
import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import { tenantLabelOf } from '../../../constructs/promql.js';
import { remembered } from '../../../constructs/remembered.js';

export interface Verdict {
  readonly parses: boolean;
  /** A phrase for each; empty where it does not parse. */
  readonly foreign: readonly string[];
}

/** Judges an expression for one namespace. Tenants of one product have the same expressions but for it, so that few are parsed. */
export function judgeExpression(expression: string, namespace: string): Verdict {
  if (expression.includes(anybody)) return { parses: true, foreign: [`reads other namespaces by ${anybody}`] };
  const own = `="${namespace}"`;
  const { parses, foreign } = verdictOf(expression.replaceAll(own, anybody));
  return { parses, foreign: foreign.map((what) => what.replaceAll(anybody, own)) };
}

/** Stands for the own namespace in a matcher while an expression is judged: an underscore is in no namespace's name. */
const anybody = '="_"';

const verdictOf = remembered((expression): Verdict => {
  const tree = parser.parse(expression);
  return hasErrors(tree) ? { parses: false, foreign: [] } : { parses: true, foreign: foreignReads(tree, expression) };
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

function foreignReads(tree: Tree, expression: string): string[] {
  const found: string[] = [];
  tree.iterate({
    enter: ({ name, node }) => {
      const text = expression.slice(node.from, node.to);
      if (name === 'VectorSelector' && !isBound(node, expression)) found.push(`reads other namespaces by ${text}`);
      if (name === 'FunctionCall' && /^label_(?:replace|join)\b/.test(text)) found.push(`rewrites labels by ${text}`);
    },
  });
  return found;
}

/** True where one of a selector's matchers is exactly that of the own namespace; any further one narrows it. */
function isBound(selector: SyntaxNode, expression: string): boolean {
  const metric = selector.getChild('Identifier');
  const label = tenantLabelOf(metric === null ? '' : expression.slice(metric.from, metric.to));
  let bound = false;
  selector.cursor().iterate((node) => {
    if (node.name === 'UnquotedLabelMatcher' && expression.slice(node.from, node.to) === `${label}${anybody}`)
      bound = true;
  });
  return bound;
}
