// A sound blueprint that a row spoils in one place: what tests of bad blueprints share.
import { expect, it } from 'vitest';
import { sortFindings } from '../../../constructs/base/finding.js';
import { codesAndPlaces, type Files, planFiles, replaced, tenantText } from './sources-fixture.js';

/** One row: what is wrong, the text, what it is replaced by, and every finding. */
export type Row = readonly [what: string, from: string, to: string, ...findings: readonly string[]];

export const file = 'blueprints/small.yaml';

/** The blueprint `small`, and one tenant of it beside the six samples of another product. */
export function smallFiles(blueprint: string): Files {
  return { [file]: blueprint, 'tenants/little.yaml': replaced(tenantText('little'), 'workshop', 'small') };
}

/** A test for each row. */
export function itRefuses(sound: string, rows: readonly Row[]): void {
  it.each<Row>(rows)('%s', (_, from, to, ...expected) => {
    expectRefused(replaced(sound, from, to), expected);
  });
}

/** The blueprint is refused for exactly these reasons; its tenant is held back and the six others are not. */
export function expectRefused(blueprint: string, expected: readonly string[]): void {
  const { findings, plans, sources } = planFiles(smallFiles(blueprint));
  expect(codesAndPlaces(sortFindings(findings))).toEqual(expected.map((each) => each.replace(' ', ` ${file}:`)));
  for (const found of findings) expect(found).toMatchObject({ severity: 'error', hint: expect.stringMatching(/./) });
  expect(plans.size).toBe(6);
  expect(sources?.ids.has('little')).toBe(true);
}
