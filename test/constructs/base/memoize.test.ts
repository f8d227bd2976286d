import { describe, expect, it } from 'vitest';
import { memoize } from '../../../constructs/base/memoize.js';

describe('a memoised function', () => {
  it('answers a text once, with undefined too', () => {
    const asked: string[] = [];
    const lengthOf = memoize((text) => {
      asked.push(text);
      return text === '' ? undefined : text.length;
    });
    expect(['a', '', 'bc', 'a', ''].map(lengthOf)).toEqual([1, undefined, 2, 1, undefined]);
    expect(asked).toEqual(['a', '', 'bc']);
  });

  it('keeps answers about objects apart, however alike they are', () => {
    const copyOf = memoize((list: readonly number[]) => [...list]);
    const [one, other] = [[1], [1]];
    expect(copyOf(one)).toBe(copyOf(one));
    expect(copyOf(other)).not.toBe(copyOf(one));
  });

  it('gives one answer to inputs of the same text, where it is told what an answer follows from', () => {
    const first = memoize((each: { readonly id: number; readonly at: number }) => each, { by: ({ id }) => String(id) });
    const one = { id: 1, at: 1 };
    expect(first(one)).toBe(first({ id: 1, at: 2 }));
    expect(first({ id: 2, at: 2 })).not.toBe(one);
  });

  it('keeps no more answers than it may', () => {
    let asked = 0;
    const count = memoize(
      () => {
        asked += 1;
        return asked;
      },
      { most: 2 },
    );
    expect(['a', 'b', 'a', 'c', 'c', 'a'].map(count)).toEqual([1, 2, 1, 3, 3, 4]);
  });
});
