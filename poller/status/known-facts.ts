// Everything that is known of one tenant at one moment, from which make-status.ts makes its status.
import type { ApplicationView } from './application.js';
import type { Observation } from './noted-error.js';
import type { IsReached, PublishedFacts } from './published-facts.js';
import type { ResourceTree, TreeNode } from './read-resource-tree.js';

export interface KnownFacts extends Observation {
  readonly tenant: string;
  readonly facts?: PublishedFacts;
  /** Every Application that claims the tenant: more than one is a conflict. */
  readonly views: readonly ApplicationView[];
  readonly isReached: IsReached;
  readonly tree?: ResourceTree;
  /** What the tree said of a suspended tenant's last backup, where the tree is not at hand any more. */
  readonly lastBackup?: TreeNode;
  /** Digest that the marker holds in the cluster. */
  readonly marker?: string;
  /** How often in a row, moments apart, it was found well. */
  readonly timesWell: number;
  /** Why nothing is known any more, as a cluster that does not answer; said in place of the state. */
  readonly lost?: string;
}
