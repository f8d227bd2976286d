// Applications as a real Argo CD 3.2 wrote them, without fields that nobody reads, and the trees that its API gave at that moment.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApplicationView } from '../../../poller/status/application.js';
import type { PublishedFacts } from '../../../poller/status/published-facts.js';
import { readApplication } from '../../../poller/status/read-application.js';
import { type ResourceTree, tryReadResourceTree } from '../../../poller/status/read-resource-tree.js';

export type Recording =
  | 'first-comparison'
  | 'comparison-failed-for-a-moment'
  | 'migration-running'
  | 'migration-failed'
  | 'prune-unconfirmed'
  | 'arrived'
  | 'suspended'
  | 'suspended-without-backup';

export const origin = { argocd: 'home', platform: 'garage' } as const;

interface Recorded {
  readonly application: Record<string, unknown>;
  readonly tree: unknown;
}

export function recorded(name: Recording): Recorded {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'recorded', `${name}.json`), 'utf8')) as Recorded;
}

export function recordedView(name: Recording): ApplicationView {
  const { view, foreign } = readApplication(recorded(name).application, origin);
  if (view === undefined) throw new Error(`${name} is ${foreign}`);
  return view;
}

export function recordedTree(name: Recording): ResourceTree {
  const tree = tryReadResourceTree(recorded(name).tree);
  if (tree === undefined) throw new Error(`${name} has no tree`);
  return tree;
}

/** What git says of the tenant of a view, which has reached it. */
export function factsOf(view: ApplicationView): PublishedFacts {
  const { tenant, displayName, name, cluster, region, product, tier, ring, lifecycle, url } = view;
  return {
    entry: { tenant, displayName, namespace: name, cluster, region, product, tier, ring, lifecycle, url, digest: 'd1' },
    commit: view.revision ?? '',
    publishedAt: '2026-11-21T14:21:50Z',
    sourceCommit: 'f'.repeat(40),
  };
}
