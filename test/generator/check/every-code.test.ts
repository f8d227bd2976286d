import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingCodes } from '../../../constructs/base/finding-codes.js';
import type { KubeObject } from '../../../constructs/base/tenant-view.js';
import { checkTenant } from '../../../generator/check/check-tenant.js';
import { byGateway, byIngress, findTenant, wall } from '../../constructs/broken-tenant.js';

const folder = join(import.meta.dirname, '../..');
const tests = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => readFileSync(join(folder, file), 'utf8'));

describe('the codes of checks', () => {
  const codes = Object.keys(findingCodes).filter((code) => code.startsWith('check/'));

  it.each(codes)('%s is broken by a test', (code) => {
    expect(tests.filter((text) => text.includes(`'${code}'`) || text.includes(` ${code}'`))).not.toEqual([]);
  });
});

describe('every rule', () => {
  const junk = fc.constantFrom<unknown>(
    undefined,
    null,
    true,
    0,
    -1,
    Number.NaN,
    '',
    'x',
    [],
    [[]],
    [null],
    {},
    { x: {} },
  );

  it.each([byGateway, byIngress])('judges objects of %s of whatever shape, and never throws', (tenant) => {
    const { plan, manifests } = findTenant(tenant);
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.nat(), { minLength: 1, maxLength: 12 }), junk, (which, steps, value) => {
        const index = which % manifests.length;
        const changed = manifests.map((manifest, at) =>
          at === index ? { ...manifest, object: withJunk(manifest.object, steps, value) } : manifest,
        );
        checkTenant(plan, changed, wall);
      }),
      { numRuns: 3000 },
    );
  });
});

/** Goes down by the steps, and puts the value there; what makes an object one stays. */
function withJunk(object: KubeObject, steps: readonly number[], value: unknown): KubeObject {
  const { apiVersion, kind, metadata, ...body } = structuredClone(object);
  const open = { body, labels: metadata.labels, annotations: metadata.annotations };
  putAt(open, steps, value);
  const { labels, annotations } = open;
  return { ...open.body, apiVersion, kind, metadata: { ...metadata, labels, annotations } } as KubeObject;
}

function putAt(into: object, [step = 0, ...rest]: readonly number[], value: unknown): void {
  const record = into as Record<string, unknown>;
  const keys = Object.keys(record);
  const key = keys[step % Math.max(1, keys.length)];
  if (key === undefined) return;
  const next = record[key];
  if (rest.length > 0 && typeof next === 'object' && next !== null) putAt(next, rest, value);
  else record[key] = value;
}
