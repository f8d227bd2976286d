// Code of a platform's own becomes values: what is sound is a construct, and whatever is not says why, without harm to the others.
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import type { ConstructModule } from '../../../constructs/base/construct-modules.js';
import { importConstructs } from '../../../generator/read/import-constructs.js';
import { codeFile, codeOf } from './own-constructs.js';

async function imported(...texts: readonly string[]): Promise<ConstructModule | undefined> {
  const others = texts.slice(1).map((text, index) => codeFile(`other-${index}`, text));
  const modules = await importConstructs([codeFile('own', texts[0] ?? ''), ...others]);
  return modules.get('own');
}

it('gives the construct and the schema of its props', async () => {
  const found = await imported(codeOf());
  expect(found).toHaveProperty('construct.build');
  expect(found !== undefined && 'props' in found && found.props.safeParse({ text: 1 }).success).toBe(false);
});

it.each([
  ['a fault in its syntax', 'export default {', /Unexpected|syntax/],
  ['what it throws when it is loaded', 'throw new Error("no luck")', /no luck/],
  ['what it throws that is no error', 'throw "no luck"', /no luck/],
  ['that it exports nothing', 'export const other = 1;', /props and build/],
  ['that it exports no construct', 'export default null;', /props and build/],
  ['that it has no schema', 'export default { props: () => 1, build() {} };', /schema/],
  ['what its schema throws', 'export default { props() { throw new Error("no luck") }, build() {} };', /no luck/],
  ['needs that are none', 'export default { props: (z) => z.any(), needs: 1, build() {} };', /props and build/],
  ['a package that it wants', 'import "left-pad"; export default {};', /left-pad/],
])('says %s', async (_what, text, fault) => {
  expect(await imported(text)).toEqual({ fault: expect.stringMatching(fault) });
});

it('names files as people know them', async () => {
  expect(await imported('import "left-pad"; export default {};')).toEqual({
    fault: expect.not.stringContaining(tmpdir()),
  });
});

it('lets files import each other, and one broken file break no other', async () => {
  const text = `export { default } from './other-0.mjs';`;
  expect(await imported(text, codeOf(), 'export default {')).toHaveProperty('construct');
});

it('says that a file can not be read', async () => {
  const [unread] = [{ file: 'constructs/extra/own.mjs', findings: [] }];
  expect((await importConstructs([unread])).get('own')).toEqual({ fault: expect.stringMatching(/read/) });
});

it('runs what a file says now, and not what it said before', async () => {
  expect(await imported('throw new Error("first")')).toEqual({ fault: 'first' });
  expect(await imported('throw new Error("second")')).toEqual({ fault: 'second' });
});

it('leaves no files behind', async () => {
  const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('tenantry-constructs-'));
  const before = left();
  await imported(codeOf());
  expect(left().filter((name) => !before.includes(name))).toEqual([]);
});

it.each(['cdk8s', 'cdk8s-plus-29', 'constructs'])('provides %s', async (name) => {
  const own = `import * as own from '${name}';\nif (Object.keys(own).length === 0) throw new Error('it is empty');\n`;
  expect(await imported(own + codeOf())).toHaveProperty('construct');
});
