// What a change does to a running tenant, by the table of its object's kind.
import { type Kind, type Risk, risks } from '../../constructs/base/kind.js';
import { type KindName, kindOf } from '../../constructs/kinds.js';
import type { FieldChange } from './compare-objects.js';

/** What its disappearance does. */
export function riskOfDisappearance(kind: KindName): Risk {
  return kindOf(kind)?.disappears ?? 'deletes';
}

type Risks = NonNullable<Kind['risks']>;

// What a tenant has stays where it was, and is made again, empty, where Argo CD now looks.
const moves = { path: /^spec\.(?:template\.spec\.)?destination\b/, does: 'moves data' } as const;
const pruning = {
  path: /^spec\.(?:template\.spec\.)?syncPolicy\.automated\.(?:prune|allowEmpty)$/,
  does: 'deletes',
} as const;

/** Of what Argo CD is given beside tenants' objects, by kind. */
const argoCdRisks: ReadonlyMap<string, Risks> = new Map<string, Risks>([
  ['IndexEntry', [{ path: /^(?:tenant|namespace|folder|cluster)$/, does: 'moves data' }]],
  ['Application', [moves, pruning]],
  // Its policy keeps tenants alive that are absent by mistake.
  ['ApplicationSet', [moves, { path: /^spec\.syncPolicy\b/, does: 'deletes' }, pruning]],
]);

/** The gravest thing that one field's change does. */
export function riskOfField(kind: KindName, { path }: FieldChange): Risk {
  const known = kindOf(kind)?.risks ?? argoCdRisks.get(kind.kind) ?? [];
  return known.find((risk) => risk.path.test(path))?.does ?? 'reconfigures';
}

/** The gravest of some risks. */
export function gravest(some: readonly Risk[]): Risk {
  return risks.find((risk) => some.includes(risk)) ?? 'reconfigures';
}
