// One bad tenant file among the samples: it is refused at its line, and every other tenant is as if it were not there.
import { describe, expect, it } from 'vitest';
import { sortFindings } from '../../../constructs/base/finding.js';
import { codesAndPlaces, dataOfAll, planFiles, replaced, sample, tenantText } from './sources-fixture.js';

const sound = planFiles();
const soundData = dataOfAll(sound.plans);

/** One row: what is wrong, the file's text, and the finding with its line and column. */
type Row = readonly [what: string, text: string, finding: string];

/** The file is refused for exactly these reasons, and nothing else changes. */
function expectRefused(text: string, ...expected: readonly string[]): void {
  const result = planFiles({ 'tenants/bad.yaml': text });
  expect(codesAndPlaces(sortFindings(result.findings))).toEqual(
    expected.map((each) => each.replace(' ', ' tenants/bad.yaml:')),
  );
  for (const found of result.findings) {
    expect(found).toMatchObject({ severity: 'error', tenant: 'bad', hint: expect.stringMatching(/./) });
  }
  expect(result.sources?.ids.has('bad')).toBe(true);
  expect(result.plans.has('bad')).toBe(false);
  expect(dataOfAll(result.plans)).toEqual(soundData);
}

const more = (...lines: readonly string[]) => tenantText('bad', lines);
const other = (from: string, to: string) => replaced(tenantText('bad'), from, to);

it('the tenant that the rows below spoil is sound', () => {
  const { plans, findings } = planFiles({ 'tenants/bad.yaml': tenantText('bad') });
  expect(findings).toEqual([]);
  expect([...plans.keys()].sort()).toEqual(['bad', ...sound.plans.keys()].sort());
  expect(sound.plans.size).toBe(6);
});

describe('a tenant file with bad YAML is refused:', () => {
  it.each<Row>([
    ['text that does not parse', more('env: {api: {LOCALE: "de'), 'load/syntax 12:1'],
    ['a bracket too many', more('domains: []]'), 'load/syntax 11:14'],
    ['a tab as indentation', replaced(tenantText('bad'), '  name: bad', '\tname: bad'), 'load/syntax 4:1'],
    ['a key that stands twice', more('region: us-east'), 'load/duplicate-key 11:3'],
    ['a key that stands twice, once in quotes', more('"region": us-east'), 'load/duplicate-key 11:3'],
    ['an anchor', more('domains: &own [a.some.example]'), 'load/alias 11:12'],
    ['a tag', more('sampleData: !!bool true'), 'load/alias 11:15'],
    ['a tag of its own', more('sampleData: !yes true'), 'load/alias 11:15'],
    ['a directive', `%YAML 1.1\n---\n${tenantText('bad')}`, 'load/alias 1:1'],
    ['several documents', `${tenantText('bad')}---\n${tenantText('bad')}`, 'load/several-documents 11:1'],
    ['a key that is a number', more('env: {api: {1: a}}'), 'load/wrong-type 11:15'],
    ['a key that is a list', more('env: {[a, b]: {A: b}}'), 'load/wrong-type 11:9'],
    ['a key that is nothing', more('env: {: {A: b}}'), 'load/wrong-type 11:9'],
    ['a control character', other('Some Garage', 'Some \u0007Garage'), 'load/control-character 6:21'],
    ['an escaped control character', other('Some Garage', '"Some\\u0007"'), 'load/control-character 6:16'],
    ['a bidirectional override', other('Some Garage', 'Some \u202eGarage'), 'load/control-character 6:21'],
    ['a bidirectional override in a comment', more('# \u202eetavirp'), 'load/control-character 11:5'],
    ['a zero-width space', other('Some Garage', 'Some\u200bGarage'), 'load/control-character 6:20'],
    ['a second byte-order mark', other('Some Garage', 'Some\ufeffGarage'), 'load/control-character 6:20'],
    ['an empty file', '', 'load/missing-field 1:1'],
    ['only comments', '# tenantry\n\n# soon\n', 'load/missing-field 1:1'],
    ['an empty document', '---\n', 'load/missing-field 1:1'],
    ['a single word', 'hello\n', 'load/wrong-type 1:1'],
    ['a list', '- a\n- b\n', 'load/wrong-type 1:1'],
    ['a name of every object', more('env: {__proto__: {A: b}}'), 'load/invalid-value 11:9'],
  ])('%s', (_, text, expected) => expectRefused(text, expected));

  it('an alias, with its anchor', () => {
    const text = more('env:', '  api: &shared {LOCALE: de-DE}', '  web: *shared');
    expectRefused(text, 'load/alias 12:10', 'load/alias 13:10');
  });

  it('a merge key', () => {
    expectRefused(more('env:', '  api: {<<: {LOCALE: de-DE}}'), 'load/alias 12:11');
  });

  it('an alias of nothing', () => {
    expectRefused(more('domains: *nothing'), 'load/alias 11:12');
  });
});

describe('a tenant file with values that do not fit is refused:', () => {
  it.each<Row>([
    ['text instead of true', more('sampleData: "true"'), 'load/wrong-type 11:15'],
    ['a number instead of text', other('Some Garage', '12'), 'load/wrong-type 6:16'],
    ['text instead of a list', more('domains: shop.some.example'), 'load/wrong-type 11:12'],
    ['a list instead of a mapping', more('overrides: [a]'), 'load/wrong-type 11:14'],
    ['nothing where a mapping belongs', more('overrides:'), 'load/wrong-type 11:13'],
    ['text instead of a number', more('overrides: {services: {api: {replicas: "3"}}}'), 'load/wrong-type 11:42'],
    ['an infinite number', more('overrides: {services: {api: {replicas: 1e999}}}'), 'load/wrong-type 11:42'],
    ['half a pod', more('overrides: {services: {api: {replicas: 2.5}}}'), 'load/wrong-type 11:42'],
    ['a huge number', more('overrides: {services: {api: {replicas: 1e300}}}'), 'load/invalid-value 11:42'],
    ['CPU without quotes', more('overrides: {database: {resources: {cpu: 2}}}'), 'load/wrong-type 11:43'],
    ['another kind', replaced(tenantText('bad'), 'kind: Tenant', 'kind: Blueprint'), 'load/wrong-kind 2:7'],
    ['another version', replaced(tenantText('bad'), '/v1', '/v2'), 'load/wrong-kind 1:13'],
    ['an unknown lifecycle', more('lifecycle: paused'), 'load/invalid-value 11:14'],
    ['a missing field', replaced(tenantText('bad'), '  displayName: Some Garage\n', ''), 'load/missing-field 5:1'],
    ['a missing kind', replaced(tenantText('bad'), 'kind: Tenant\n', ''), 'load/missing-field 1:1'],
    ['a misspelt field, once', other('displayName', 'displyName'), 'load/unknown-field 6:3'],
    ['a misspelt field of the whole file, once', other('\nspec:', '\nspce:'), 'load/unknown-field 5:1'],
    ['an unknown field', more('domain: [shop.some.example]'), 'load/unknown-field 11:3'],
    ['an unknown field far down', more('overrides: {database: {size: 80Gi}}'), 'load/unknown-field 11:26'],
    ['a name of every object as a field', more('constructor: {}'), 'load/unknown-field 11:3'],
    ['a name of every object as a service', more('env: {constructor: {A: b}}'), 'load/invalid-value 11:9'],
    ['a name of every object in overrides', more('overrides: {services: {toString: {}}}'), 'load/invalid-value 11:26'],
    ['a name of every object as a variable', more('env: {api: {toString: b}}'), 'load/invalid-value 11:15'],
    ['a variable in lower case', more('env: {api: {locale: b}}'), 'load/invalid-value 11:15'],
    ['a value with a line break', more('env: {api: {LOCALE: "a\\nb"}}'), 'load/invalid-value 11:23'],
    ['a date that does not exist', more('expiresAt: 2026-02-30'), 'load/invalid-value 11:14'],
    ['a date of another order', more('expiresAt: 31.12.2026'), 'load/invalid-value 11:14'],
    ['a time', more('expiresAt: 2026-12-31T00:00:00Z'), 'load/invalid-value 11:14'],
    ['an owner without an address', other('office@some.example', 'nobody'), 'load/invalid-value 10:32'],
  ])('%s', (_, text, expected) => expectRefused(text, expected));

  it.each(['1e3Gi', '-1Gi', '0Gi', '""', '50', '50GiB', '50 Gi', '1.5', '9999999Gi', 'Gi', '.5Gi'])(
    'storage of %s',
    (amount) => {
      const { findings, plans } = planFiles({
        'tenants/bad.yaml': more(`overrides: {database: {storage: ${amount}}}`),
      });
      expect(findings.map(({ place }) => place)).toContainEqual({ file: 'tenants/bad.yaml', line: 11, column: 35 });
      expect(plans.has('bad')).toBe(false);
    },
  );

  it.each(['"0"', '"0.000"', '0m', '-1', '1e3', '""', '1000000000m', '"2 "'])('CPU of %s', (amount) => {
    const { findings, plans } = planFiles({
      'tenants/bad.yaml': more(`overrides: {database: {resources: {cpu: ${amount}}}}`),
    });
    expect(findings.map(({ place }) => place)).toContainEqual({ file: 'tenants/bad.yaml', line: 11, column: 43 });
    expect(plans.has('bad')).toBe(false);
  });

  it.each([
    'Shop.Some.Example',
    'shop.some.example.',
    '"*.some.example"',
    'müller.example',
    '192.0.2.7',
    '"[2001:db8::1]"',
    'localhost',
    'https://shop.some.example',
    'shop.some.example/path',
    'shop.some.example:8443',
    'shop..example',
    '-shop.example',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(130)}example`,
    'shop_1.example',
    '" shop.example"',
    'shop.123',
  ])('the domain %s', (domain) => {
    expectRefused(more('domains:', '  - good.some.example', `  - ${domain}`), 'load/invalid-value 13:7');
  });

  it('accepts an internationalised domain in its ASCII form', () => {
    const text = more('domains: [xn--mller-kva.example]');
    expect(planFiles({ 'tenants/bad.yaml': text }).findings).toEqual([]);
  });

  it('every mistake of a file is told at once', () => {
    const text = more('domain: [a]', 'sampleData: maybe', 'expiresAt: soon');
    expectRefused(text, 'load/unknown-field 11:3', 'load/wrong-type 12:15', 'load/invalid-value 13:14');
  });

  it('a field that is missing and one that is not known are two mistakes where neither is the other', () => {
    expectRefused(other('displayName', 'nickname'), 'load/missing-field 5:1', 'load/unknown-field 6:3');
  });

  it.each([
    ['displayName: [a, b]', 'write one value, without brackets and dashes'],
    ['displayName: {a: b}', 'write one value, without fields below it'],
    ['displayName: 12', 'put the value in quotes'],
    ['displayName:', 'write a value after the colon, or remove the line'],
  ])('%s says what to write instead', (line, hint) => {
    const { findings } = planFiles({ 'tenants/bad.yaml': other('displayName: Some Garage', line) });
    expect(findings.map((each) => [each.code, each.hint])).toEqual([['load/wrong-type', hint]]);
  });

  it('a date of another type says how one is written', () => {
    const { findings } = planFiles({ 'tenants/bad.yaml': more('expiresAt: 20261231') });
    expect(findings.map((each) => [each.code, each.hint])).toEqual([['load/wrong-type', 'for example 2026-12-31']]);
  });

  it.each([
    ['domain: []', 'did you mean "domains"?'],
    ['sampledata: true', 'did you mean "sampleData"?'],
    ['overrides: {databse: {}}', 'did you mean "database"?'],
    ['billing: {costCentre: a}', 'did you mean "costCenter"?'],
  ])('%s asks what was meant', (line, hint) => {
    const { findings } = planFiles({ 'tenants/bad.yaml': more(line) });
    expect(findings.map((each) => [each.code, each.hint])).toEqual([['load/unknown-field', hint]]);
  });
});

describe('a tenant with a bad name is refused:', () => {
  it.each<Row>([
    ['a name that is not the file’s', tenantText('good'), 'load/name-mismatch 4:9'],
    ['a name of another tenant', sample('tenants/acme-auto.yaml'), 'load/name-mismatch 5:9'],
    ['an upper-case name', tenantText('Bad'), 'load/invalid-value 4:9'],
    ['a name with a dot', tenantText('ba.d'), 'load/invalid-value 4:9'],
    ['a name with an underscore', tenantText('ba_d'), 'load/invalid-value 4:9'],
    ['a name that begins with a digit', tenantText('7bad'), 'load/invalid-value 4:9'],
    ['a name that ends with a dash', tenantText('bad-'), 'load/invalid-value 4:9'],
    ['a name that climbs', tenantText('../bad'), 'load/invalid-value 4:9'],
    ['a name of 41 characters', tenantText('a'.repeat(41)), 'load/invalid-value 4:9'],
    ['a name that is a number', tenantText('12'), 'load/wrong-type 4:9'],
    ['a name that is nothing', tenantText('~'), 'load/wrong-type 4:9'],
    ['a name of every object', tenantText('constructor'), 'load/invalid-value 4:9'],
  ])('%s', (_, text, expected) => expectRefused(text, expected));

  it.each([
    ['bad', tenantText('Bad'), 'write bad, as the file is called'],
    ['bad', tenantText('12'), 'write bad, as the file is called'],
    ['Bad', tenantText('Bad'), 'choose another name of at most 40 characters, and rename the file to it'],
    [
      'a'.repeat(41),
      tenantText('a'.repeat(41)),
      'choose another name of at most 40 characters, and rename the file to it',
    ],
  ])('in %s.yaml the hint is what can be done there', (name, text, hint) => {
    const { findings } = planFiles({ [`tenants/${name}.yaml`]: text });
    expect(findings.map((each) => each.hint)).toEqual([hint]);
  });

  it('tells of a word that programs take for their own in that case alone', () => {
    const messageOf = (name: string) => planFiles({ 'tenants/bad.yaml': tenantText(name) }).findings[0]?.message;
    expect(messageOf('constructor')).toContain('must not be constructor');
    expect(messageOf('Bad')).not.toContain('constructor');
  });

  it('accepts a name of 40 characters', () => {
    const id = 'a'.repeat(40);
    expect(planFiles({ [`tenants/${id}.yaml`]: tenantText(id) }).findings).toEqual([]);
  });

  it('does not offer a file’s name that no tenant could have', () => {
    const [found] = planFiles({ 'tenants/Not Good.yaml': tenantText('good') }).findings;
    expect(found).toMatchObject({ code: 'load/name-mismatch', hint: 'rename the file to good.yaml' });
  });
});

describe('a tenant that names what does not exist is refused:', () => {
  it.each<Row>([
    ['a blueprint', other('workshop', 'workship'), 'load/unknown-blueprint 7:14'],
    ['a tier', other('professional', 'profesional'), 'load/unknown-tier 8:9'],
    ['a region', other('eu-west', 'eu-east'), 'load/unknown-region 9:11'],
    ['a service in env', more('env: {apo: {LOCALE: de-DE}}'), 'load/unknown-service 11:9'],
    ['a service in overrides', more('overrides: {services: {migrate: {}}}'), 'load/unknown-service 11:26'],
  ])('%s', (_, text, expected) => expectRefused(text, expected));

  it('points at the other file too', () => {
    const [found] = planFiles({ 'tenants/bad.yaml': other('professional', 'platinum') }).findings;
    const line = sample('blueprints/workshop.yaml').split('\n').indexOf('  tiers:') + 1;
    expect(found?.related).toEqual({ file: 'blueprints/workshop.yaml', line, column: 3 });
  });

  it('a region of the platform’s own file', () => {
    const [found] = planFiles({ 'tenants/bad.yaml': other('eu-west', 'mars') }).findings;
    const line = sample('platform.yaml').split('\n').indexOf('  clusters:') + 1;
    expect(found?.related).toEqual({ file: 'platform.yaml', line, column: 3 });
  });
});

describe('a tenant file made to hurt', () => {
  const deep = 100_000;

  it.each([
    ['opening brackets', '['.repeat(deep)],
    ['brackets that close', `${'['.repeat(deep)}${']'.repeat(deep)}`],
    ['braces', '{a: '.repeat(deep / 2)],
    ['dashes', '- '.repeat(deep)],
    ['question marks', '? '.repeat(deep)],
    ['indentation', Array.from({ length: 600 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')],
  ])('that nests by %s is refused where it gets too deep', (_, text) => {
    const { findings, plans } = planFiles({ 'tenants/bad.yaml': text });
    expect(findings).toEqual([
      expect.objectContaining({
        code: 'load/syntax',
        place: { file: 'tenants/bad.yaml', line: expect.any(Number), column: expect.any(Number) },
      }),
    ]);
    expect(dataOfAll(plans)).toEqual(soundData);
  });

  it('with a billion laughs is refused without one', () => {
    const names = [...'abcdefghi'];
    const lines = names.map((name, index) => {
      const before = names[index - 1];
      return `${name}: &${name} [${Array(9)
        .fill(before === undefined ? '"lol"' : `*${before}`)
        .join(', ')}]`;
    });
    const { findings } = planFiles({ 'tenants/bad.yaml': `${lines.join('\n')}\n` });
    expect(new Set(findings.slice(0, 20).map(({ code }) => code))).toEqual(new Set(['load/alias']));
    expect(findings[0]?.place).toEqual({ file: 'tenants/bad.yaml', line: 1, column: 4 });
  });

  it.each([
    ['unknown fields', Array.from({ length: 30_000 }, (_, index) => `a${index}: 1`).join('\n')],
    [
      'unknown fields below spec',
      tenantText(
        'bad',
        Array.from({ length: 20_000 }, (_, index) => `a${index}: 1`),
      ),
    ],
    ['repeated keys', 'a: 1\n'.repeat(30_000)],
    ['syntax errors', '}\n'.repeat(30_000)],
    ['aliases', tenantText('bad', ['domains:', ...Array.from({ length: 20_000 }, () => '  - *a')])],
  ])('with tens of thousands of %s is refused in few words', (_, text) => {
    const { findings, plans } = planFiles({ 'tenants/bad.yaml': text });
    expect(findings.length).toBe(21);
    expect(findings[0]?.place).toMatchObject({ file: 'tenants/bad.yaml', line: expect.any(Number) });
    expect(plans.size).toBe(sound.plans.size);
  });

  it.each([
    ['an address', `office@${'a'.repeat(200_000)}!`],
    ['a display name', `${'a '.repeat(100_000)}`],
    ['a word', `${'a-'.repeat(100_000)}`],
  ])('with an endless %s is refused', (_, word) => {
    const { plans } = planFiles({
      'tenants/bad.yaml': other('{name: Office, email: office@some.example}', `{name: "${word}", email: "${word}"}`),
    });
    expect(plans.has('bad')).toBe(false);
  });
});

describe('a tenant file that other tools wrote', () => {
  it('may end its lines as Windows does', () => {
    const crlf = planFiles({ 'tenants/bad.yaml': tenantText('bad').replaceAll('\n', '\r\n') });
    const lf = planFiles({ 'tenants/bad.yaml': tenantText('bad') });
    expect(crlf.findings).toEqual([]);
    expect(dataOfAll(crlf.plans)).toEqual(dataOfAll(lf.plans));
  });

  it('keeps its lines and columns then', () => {
    expectRefused(more('lifecycle: paused').replaceAll('\n', '\r\n'), 'load/invalid-value 11:14');
  });
});
