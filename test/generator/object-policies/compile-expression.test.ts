import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileExpression, type Outcome } from '../../../generator/object-policies/compile-expression.js';
import { celInput } from '../../../generator/object-policies/policy-check.js';

const object = {
  kind: 'Deployment',
  metadata: { name: 'api' },
  spec: { replicas: 3, paused: false, factor: 1.5, template: { containers: [{ image: 'a/b:1' }, { image: 'c/d:2' }] } },
};
const tenant = { id: 'acme', tier: 'free', hosts: ['acme.example'] };

function evaluate(text: string, wanted: 'bool' | 'string' = 'bool'): Outcome {
  const compiled = compileExpression(text, wanted);
  if (typeof compiled !== 'function') throw new Error(`${text}: ${compiled.message}`);
  return compiled({ object: celInput(object), tenant: celInput(tenant) });
}

function problem(text: string, wanted: 'bool' | 'string' = 'bool') {
  const compiled = compileExpression(text, wanted);
  if (typeof compiled === 'function') throw new Error(`nothing is wrong with ${text}`);
  return compiled;
}

describe('an expression', () => {
  it.each([
    ['object.spec.replicas == 3'],
    ['object.spec.replicas + 1 == 4'],
    ['object.spec.factor > 1'],
    ['string(object.spec.replicas) == "3"'],
    ['object.spec.template.containers.all(each, each.image.contains(":"))'],
    ['object.spec.template.containers.exists_one(each, each.image.startsWith("a/"))'],
    ['object.spec.template.containers.map(each, each.image).join(" ") == "a/b:1 c/d:2"'],
    ['object.spec.template.containers.filter(each, each.image.matches("^c")).size() == 1'],
    ['!has(object.spec.missing) && has(object.spec.paused)'],
    ['tenant.tier in ["free", "demo"] && tenant.hosts[0] == "acme.example"'],
    ['tenant.tier == "enterprise" ? false : true'],
    ['amount("1Gi") > amount("1000M") && amount("500m") == 0.5'],
    ['{"a": 1}["a"] == 1 && type(object.spec.replicas) == int'],
  ])('%s is true', (text) => {
    expect(evaluate(text)).toEqual({ value: true });
  });

  it.each([
    ['object.spec.missing > 1'],
    ['object.spec.paused + 1 == 2'],
    ['amount("much") > 1.0'],
    ['object.spec.replicas / 0 == 1'],
    ['object.metadata.name.matches("[" + object.metadata.name)'],
  ])('%s fails when it is evaluated', (text) => {
    expect(evaluate(text)).toHaveProperty('failure');
  });

  it('can make a text', () => {
    expect(evaluate('"has " + string(object.spec.replicas)', 'string')).toEqual({ value: 'has 3' });
  });
});

describe('what is wrong with an expression is known beforehand:', () => {
  it.each([
    ['no CEL', '1 +', 2],
    ['a name', 'objct.spec == 1', 0],
    ['a function', 'size(object) > 1 && has(object.a) && sise(object) > 1', 37],
    ['a method', 'object.metadata.name.startWith("a")', 20],
    ['a fact of the tenant', 'tenant.teir == "free"', 6],
    ['an argument', 'object.kind.startsWith(1)', 11],
    ['a sum', '1 + "a" == 2', 1],
    ['a field of a text', 'tenant.id.length > 3', 9],
    ['a comparison that is never true', 'tenant.id == 4', 10],
    ['a condition that is none', 'tenant.id && true', 0],
    ['brackets behind a number', '1[0] == 1', 1],
    ['a message', 'Foo{a: 1} == 1', 0],
    ['the whole', 'object.kind.size()', 0],
    ['a list that is none', '"abc".all(each, true)', 5],
  ])('%s', (_, text, offset) => {
    expect(problem(text).offset).toBe(offset);
  });

  it('a message that is no text', () => {
    expect(problem('1 + 1', 'string').offset).toBe(0);
  });

  it('what was probably meant is named', () => {
    expect(problem('objct.spec == 1').hint).toContain('"object"');
    expect(problem('tenant.teir == "free"').hint).toContain('"tier"');
    expect(problem('object.kind.startWith("a")').hint).toContain('"startsWith"');
  });

  it('a depth that would cost too much', () => {
    const nested = (depth: number): string =>
      depth === 0 ? 'true' : `object.spec.a.all(x${depth}, ${nested(depth - 1)})`;
    expect(typeof compileExpression(nested(3), 'bool')).toBe('function');
    expect(problem(nested(4)).message).toContain('comprehensions');
  });

  it('and whatever somebody writes, nothing is thrown', () => {
    const words = [
      'object',
      'tenant',
      '.',
      'spec',
      '(',
      ')',
      '[',
      ']',
      '==',
      '"a"',
      '1',
      '&&',
      '!',
      'all',
      ',',
      '{',
      '}',
      '+',
    ];
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.constantFrom(...words)).map((each) => each.join('')),
        ),
        (text) => {
          const compiled = compileExpression(text, 'bool');
          if (typeof compiled === 'function') compiled({ object: celInput(object), tenant: celInput(tenant) });
          else expect(compiled.offset).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
