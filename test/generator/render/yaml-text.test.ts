import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { yamlText } from '../../../generator/render/yaml-text.js';

const versions = ['1.1', '1.2'] as const;

/** Strings that one YAML parser or another takes for something else. */
const nasty = fc.constantFrom(
  ...[
    '',
    ' ',
    '  a',
    'a ',
    'yes',
    'No',
    'ON',
    'off',
    'y',
    'N',
    'true',
    'False',
    'null',
    'Null',
    '~',
    '=',
    '<<',
    '-',
    '--',
  ],
  ...[
    '---',
    '--- a',
    '...',
    '. a',
    '- a',
    '? a',
    ': a',
    'a:',
    'a: b',
    'a #b',
    '#a',
    '&a',
    '*a',
    '!a',
    '!!str a',
    '|',
    '>',
    '%a',
  ],
  ...[
    '@a',
    '`a',
    "'a",
    '"a',
    '[a',
    '{a',
    'a]',
    'a, b',
    '1',
    '-1',
    '+1',
    '0',
    '007',
    '0o17',
    '0x1F',
    '0b11',
    '1_000',
    '1e3',
    '1.',
    '.5',
  ],
  ...[
    '1.5e-7',
    '.',
    '-.',
    '.inf',
    '-.INF',
    '.NaN',
    '1:30',
    '1:30:15.5',
    '2026-01-01',
    '2026-01-01T00:00:00Z',
    '1,000',
    '10.0.0.0/8',
  ],
  ...[
    'a\tb',
    '\ta',
    'a\n',
    '\na',
    'a\n\n',
    'a\nb',
    'a\n b\nc',
    'a \nb',
    ' a\nb',
    'a\n\nb\n',
    'a\r\nb',
    'a\rb',
    '\n',
    '\n\n',
    'a\n---\nb\n',
  ],
  ...[
    'a\u0085b',
    'a\u2028b\n',
    'a\u2029',
    '\ufeffa',
    'a\u0000',
    '\u007f',
    'a\nb\u001b',
    '\ud800',
    'a\udc00\nb',
    '😀\nb',
    '😀',
    '\ufffe\n\uffff',
  ],
  ...[
    '# a\nb',
    'a\n# b',
    'a: 1\nb: 2\n',
    '{"a": 1}\n',
    '"a"\n\'b\'',
    '__proto__',
    'x'.repeat(1500),
    `yes: ${'x'.repeat(1200)}`,
  ],
);
const string = fc.oneof(nasty, fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    string,
    fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(string, tie('json'), { maxKeys: 4 }),
  ),
}));

/** What is wide enough for several rows, of words that have no need to be broken. */
const word = fc.stringMatching(/^[a-z:,{ ]{0,20}[a-z]$/);
const { wide } = fc.letrec<{ wide: unknown }>((tie) => ({
  wide: fc.oneof(
    { depthSize: 'small' },
    word,
    fc.array(tie('wide'), { minLength: 1, maxLength: 6 }),
    fc.dictionary(word, tie('wide'), { minKeys: 1, maxKeys: 6 }),
  ),
}));

describe('yamlText', () => {
  test.each(versions)('gives back the same data when read as YAML %s', (version) => {
    fc.assert(
      fc.property(json, (value) => {
        expect(parse(yamlText([value]), { version })).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 1000 },
    );
  });

  test.each(versions)('gives back every document of several when read as YAML %s', (version) => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(string, json, { minKeys: 1, maxKeys: 3 }), { minLength: 1, maxLength: 4 }),
        (all) => {
          const read = parseAllDocuments(yamlText(all), { version });
          expect(Array.from(read, (document) => document.toJS())).toEqual(JSON.parse(JSON.stringify(all)));
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each(versions)('gives back what takes several rows when read as YAML %s', (version) => {
    fc.assert(
      fc.property(wide, (value) => {
        expect(parse(yamlText([value]), { version })).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 500 },
    );
  });

  test('writes no line wider than 160 columns where what stands on it could be broken', () => {
    fc.assert(
      fc.property(wide, (value) => {
        for (const line of yamlText([value]).split('\n')) expect(line.length).toBeLessThanOrEqual(160);
      }),
    );
  });

  test('keeps what is small on a line, with name and namespace first, and what is read by itself on a line of its own', () => {
    const labels = { tenant: 'acme' };
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { annotations: { 'argocd.argoproj.io/sync-wave': '0' }, labels, name: 'api', namespace: 'tenant-acme' },
      spec: {
        selector: { matchLabels: labels },
        args: ['--flag=1', '-c', 'a && b'],
        env: [
          { name: 'DB_HOST', value: 'postgres-rw.tenant-acme.svc' },
          { name: 'DB_PORT', value: '5432' },
          { name: 'DB_USERNAME', value: 'acme' },
        ],
        cidrs: [],
        ports: [{ name: 'http', port: 80 }],
      },
      data: { 'app.conf': 'one\n  two\n', enabled: 'yes' },
      rule: { expr: 'up{job="api"} == 0', for: '5m' },
    };
    expect(yamlText([deployment, { kind: 'Empty' }])).toBe(`apiVersion: apps/v1
kind: Deployment
metadata: {name: api, namespace: tenant-acme, annotations: {argocd.argoproj.io/sync-wave: "0"}, labels: {tenant: acme}}
spec:
  selector: {matchLabels: {tenant: acme}}
  args: [--flag=1, -c, "a && b"]
  env:
  - {name: DB_HOST, value: postgres-rw.tenant-acme.svc}
  - {name: DB_PORT, value: "5432"}
  - {name: DB_USERNAME, value: acme}
  cidrs: []
  ports: [{name: http, port: 80}]
data:
  app.conf: |
    one
      two
  enabled: "yes"
rule:
  expr: up{job="api"} == 0
  for: 5m
---
kind: Empty
`);
  });

  test('breaks a collection behind the commas of its outermost brackets, and opens what needs more than five lines', () => {
    const text = (letter: string) => letter.repeat(100);
    const members = (count: number) =>
      Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].slice(0, count).map((letter) => [letter, text(letter)]));
    expect(yamlText([{ spec: { size: 1, inner: { a: 'x', b: text('y') }, last: text('z') } }])).toBe(
      `spec: {size: 1, inner: {a: x, b: ${text('y')}},\n  last: ${text('z')}}\n`,
    );
    expect(yamlText([{ spec: members(5) }]).split('\n')).toHaveLength(5 + 1);
    expect(yamlText([{ spec: members(6) }])).toMatch(/^spec:\n {2}a: a+\n/);
  });

  test('fills lines with the kinds of a list of nothing else, each line as wide as the others', () => {
    const kinds = ['Binding', 'Exchange', 'Permission', 'Queue', 'User', 'Vhost'];
    const allowed = kinds.map((kind) => ({ group: 'rabbitmq.com', kind }));
    const text = yamlText([{ spec: { allowed } }]);
    expect(parse(text)).toEqual({ spec: { allowed } });
    expect(text.split('\n')).toEqual([
      'spec:',
      '  allowed: [',
      expect.stringMatching(/^ {4}\{group: rabbitmq\.com, kind: Binding\}, .*,$/),
      expect.stringMatching(/^ {4}\{group: rabbitmq\.com, kind: .*\}\]$/),
      '',
    ]);
    expect(yamlText([{ spec: { allowed: [...allowed, { group: '', kind: 'Pod', name: 'x' }] } }])).toContain('\n  - {');
  });

  test('gives a variable one line, however long its value', () => {
    const variable = { name: 'OTEL_RESOURCE_ATTRIBUTES', value: 'x'.repeat(200) };
    expect(yamlText([{ env: [variable, variable, variable] }])).toBe(
      `env:\n${`- {name: OTEL_RESOURCE_ATTRIBUTES, value: ${'x'.repeat(200)}}\n`.repeat(3)}`,
    );
  });

  test('shows the change of one value as one line', () => {
    const binding = (key: string) => ({
      spec: { destination: 'tenant-acme.orders', source: 'x'.repeat(100), key, vhost: 'acme' },
    });
    const before = yamlText([binding('order.created')]).split('\n');
    const after = yamlText([binding('order.removed')]).split('\n');
    expect(after.filter((line, index) => line !== before[index])).toHaveLength(1);
  });

  test.each([
    '500m',
    '1Gi',
    '30d',
    '10.0.0.0/8',
    '1.2.3',
    '0 0 2 * * 0',
    'https://a.example/b?c=d#e',
    'Ängström & Søn',
    'a, b',
    '$(VAR)',
    '/a',
  ])('leaves %j without quotes', (text) => {
    expect(yamlText([{ a: text }])).toBe(`a: ${text}\n`);
  });

  test('leaves out what JSON leaves out', () => {
    expect(yamlText([{ a: undefined, b: { c: undefined }, d: [undefined] }])).toBe('b: {}\nd: [null]\n');
  });

  test('does not fold long lines', () => {
    expect(yamlText([{ a: 'word '.repeat(100).trim() }]).split('\n')).toHaveLength(2);
  });
});
