import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSourceTrailers, sourceTrailers } from '../../../generator/tree/source-trailers.js';

const commit = 'a'.repeat(40);
const valuesOf = (lines: readonly string[]) => {
  const keys = ['Source-Commit', 'Source-Requested-At', 'Source-Merged-At', 'Source-Pull-Request'];
  return keys.map((key) => lines.find((line) => line.startsWith(`${key}: `))?.slice(key.length + 2) ?? '');
};

describe('the trailers of a source', () => {
  it.each([
    { commit },
    { commit, pullRequest: 12 },
    { commit, requestedAt: '2026-11-20T08:00:00Z', mergedAt: '2026-11-20T09:00:00Z', pullRequest: 12 },
  ])('are read as they were written: %j', (facts) => {
    expect(parseSourceTrailers(valuesOf(sourceTrailers(facts)))).toEqual(facts);
  });

  it('are nothing without a commit, and leave out what is not as it should be', () => {
    expect(parseSourceTrailers(['HEAD', '2026-11-20T08:00:00Z'])).toBeUndefined();
    expect(parseSourceTrailers([commit, 'yesterday', '<b>', '-1'])).toEqual({ commit });
  });

  it('are read whatever somebody wrote', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (values) => {
        const facts = parseSourceTrailers(values);
        expect(facts === undefined || /^[0-9a-f]{40,64}$/.test(facts.commit)).toBe(true);
      }),
    );
  });
});
