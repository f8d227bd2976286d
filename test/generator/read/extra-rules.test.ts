// What a blueprint may say of constructs of the platform's own: names of what is there, and props that they take.
import { describe, expect, it } from 'vitest';
import { importConstructs } from '../../../generator/read/import-constructs.js';
import { load } from '../../../generator/read/load.js';
import { codeFile, codeOf, ownTenantText, productText } from './own-constructs.js';
import { codesAndPlaces, textsOf } from './sources-fixture.js';

const constructs = [
  codeFile('settings', codeOf()),
  codeFile('broken', 'throw new Error("no luck")'),
  codeFile('moody', 'export default { props: (z) => z.any().refine(() => { throw new Error("no") }), build() {} };'),
];
const modules = await importConstructs(constructs);

function loaded(extra: string) {
  const files = { 'blueprints/own.yaml': productText(extra), 'tenants/little.yaml': ownTenantText('little') };
  return load({ ...textsOf(files), constructs }, modules);
}

it('takes a construct that is there, and its props', () => {
  const { findings, sources } = loaded('{construct: settings, props: {text: hello}}');
  expect(findings).toEqual([]);
  expect(sources?.tenants.has('little')).toBe(true);
});

describe('refuses', () => {
  it.each([
    ['one that is not there', '{construct: setting, props: {text: hello}}', 'load/unknown-construct 13:19'],
    ['one that can not be loaded', '{construct: broken}', 'load/broken-construct 13:19'],
    ['one that fails at its props', '{construct: moody}', 'load/broken-construct 13:7'],
    ['props of another type', '{construct: settings, props: {text: 1}}', 'load/invalid-value 13:43'],
    ['props that it does not take', '{construct: settings, props: {text: a, more: b}}', 'load/invalid-value 13:36'],
    ['a lack of props', '{construct: settings}', 'load/invalid-value 13:7'],
    ['a path', '{construct: ../../evil, props: {}}', 'load/invalid-value 13:19'],
    ['an absolute path', '{construct: /etc/evil, props: {}}', 'load/invalid-value 13:19'],
    ['an address', '{construct: "data:text/javascript,1", props: {}}', 'load/invalid-value 13:19'],
    ['a file’s ending', '{construct: settings.mjs, props: {}}', 'load/invalid-value 13:19'],
    ['a field of every object', '{construct: constructor, props: {}}', 'load/invalid-value 13:19'],
    [
      'one that is named twice',
      '{construct: settings, props: {text: a}}\n    - {construct: settings, props: {text: b}}',
      'load/invalid-value 13:5',
    ],
  ])('%s', (_what, extra, expected) => {
    const { findings, sources } = loaded(extra);
    expect(codesAndPlaces(findings)).toEqual([expected.replace(' ', ' blueprints/own.yaml:')]);
    expect(sources?.tenants.has('little')).toBe(false);
    expect(sources?.tenants.size).toBe(6);
  });
});

it('looks at names only where code was loaded: who renders nothing runs nothing', () => {
  const files = { 'blueprints/own.yaml': productText('{construct: anything}') };
  expect(load(textsOf(files)).findings).toEqual([]);
});

it('takes no construct from a tenant’s file', () => {
  const text = `${ownTenantText('little')}  extra: [{construct: settings}]\n`;
  const { findings } = load(
    {
      ...textsOf({
        'blueprints/own.yaml': productText('{construct: settings, props: {text: a}}'),
        'tenants/little.yaml': text,
      }),
      constructs,
    },
    modules,
  );
  expect(codesAndPlaces(findings)).toEqual(['load/unknown-field tenants/little.yaml:11:3']);
});
