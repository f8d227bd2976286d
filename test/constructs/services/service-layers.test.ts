// Layers of services: each after those it waits for, and circles found instead of followed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layersOf } from '../../../constructs/services/blueprint-rules.js';

const waits = (services: Readonly<Record<string, readonly string[]>>) =>
  Object.fromEntries(Object.entries(services).map(([name, waitsFor]) => [name, { waitsFor: [...waitsFor] }]));

describe('layersOf', () => {
  it('puts a service one layer after the last it waits for', () => {
    const { layers, circles } = layersOf(waits({ a: [], b: ['a'], c: ['a', 'b'], d: [] }));
    expect(Object.fromEntries(layers)).toEqual({ a: 0, b: 1, c: 2, d: 0 });
    expect(circles).toEqual([]);
  });

  it('finds each circle once, and not those who only wait for it', () => {
    const { layers, circles } = layersOf(waits({ a: ['b'], b: ['a'], c: ['c'], d: ['a'], e: [] }));
    expect(circles).toEqual([
      ['a', 'b', 'a'],
      ['c', 'c'],
    ]);
    expect([...layers.keys()]).toEqual(['e']);
  });

  it('follows each wait once, however many ways lead through it', () => {
    const pair = (layer: number) => [`a${layer}`, `b${layer}`];
    const ladder = Array.from({ length: 200 }, (_, layer) =>
      pair(layer).map((name) => [name, layer === 0 ? [] : pair(layer - 1)] as const),
    ).flat();
    expect(layersOf(waits(Object.fromEntries(ladder))).layers.get('b199')).toBe(199);
  });

  it('gives every service a layer or a circle to blame', () => {
    const names = [...'abcdef'];
    const services = fc.record(Object.fromEntries(names.map((name) => [name, fc.subarray(names)])));
    fc.assert(
      fc.property(services, (record) => {
        const { layers, circles } = layersOf(waits(record));
        for (const [name, layer] of layers) {
          const before = (record[name] ?? []).map((other) => layers.get(other) ?? Number.NaN);
          expect(layer).toBe(Math.max(-1, ...before) + 1);
        }
        expect(circles.length > 0).toBe(layers.size < names.length);
        for (const circle of circles) {
          for (const [index, next] of circle.slice(1).entries()) expect(record[circle[index] ?? '']).toContain(next);
          expect(circle.at(-1)).toBe(circle[0]);
        }
      }),
    );
  });
});
