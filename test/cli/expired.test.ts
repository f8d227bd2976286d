import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, type TestContext } from 'vitest';
import { Document, parse } from 'yaml';
import { runExpired, suspendedText } from '../../cli/expired.js';
import { UsageError } from '../../cli/terminal.js';
import { startGitHub } from '../poller/github/fake-github.js';
import { starterFolder } from './init/starter-folder.js';
import { runCli } from './run-cli.js';

const expired = async (date: string, ...lines: string[]) => {
  const root = starterFolder();
  appendFileSync(join(root, 'tenants', 'acme.yaml'), lines.map((line) => `  ${line}\n`).join(''));
  return (await runExpired({ root, date })).data['expired'];
};

describe('tenantry expired', () => {
  it('lists a tenant from the day after the one that it names', async () => {
    expect(await expired('2026-12-31', 'expiresAt: 2026-12-31')).toEqual([]);
    expect(await expired('2027-01-01', 'expiresAt: 2026-12-31')).toMatchObject([
      { tenant: 'acme', expiresAt: '2026-12-31' },
    ]);
  });

  it('lists neither one without an end nor one that does not run', async () => {
    expect(await expired('2099-01-01')).toEqual([]);
    expect(await expired('2099-01-01', 'expiresAt: 2026-12-31', 'lifecycle: suspended')).toEqual([]);
  });

  it.each(['soon', '2026-13-01', '2026-1-1'])('does not take %s for a date', async (date) => {
    await expect(runExpired({ root: '.', date })).rejects.toThrow(UsageError);
  });

  it('says nothing of tenants where the platform is broken', async () => {
    const root = starterFolder();
    writeFileSync(join(root, 'platform.yaml'), '{');
    const { data, findings } = await runExpired({ root, date: '2099-01-01' });
    expect(data).not.toHaveProperty('expired');
    expect(findings).not.toEqual([]);
  });
});

describe('tenantry expired --pr', () => {
  const file = 'tenants/acme.yaml';

  async function setUp(context: TestContext, ...lines: string[]) {
    const [root, github] = [starterFolder(), await startGitHub(context)];
    appendFileSync(join(root, file), lines.map((line) => `  ${line}\n`).join(''));
    const text = readFileSync(join(root, file), 'utf8');
    github.repository.commit('main', file, text);
    const env = { GITHUB_TOKEN: 'token', GITHUB_API_URL: github.apiUrl, GITHUB_REPOSITORY: 'acme/platform' };
    const run = async (date: string) => {
      const ended = await runCli(['expired', '--date', date, '--pr', '--output', 'json'], { cwd: root, env });
      return { code: ended.code, answer: JSON.parse(ended.stdout) as Record<string, unknown> };
    };
    return { root, github, text, run };
  }

  it('opens one pull request that suspends them, and writes nothing here', async (context) => {
    const { root, github, text, run } = await setUp(context, 'expiresAt: 2026-12-31 # agreed');
    const { code, answer } = await run('2027-01-01');
    expect(code).toBe(0);
    expect(answer).toMatchObject({ outcome: 'opened', branch: 'tenantry/expire', expired: [{ tenant: 'acme' }] });
    expect(github.repository.read('tenantry/expire', file)).toBe(`${text}  lifecycle: suspended\n`);
    expect(github.repository.pulls).toMatchObject([{ base: 'main', head: 'tenantry/expire' }]);
    expect(github.repository.pulls[0]?.body).toContain('`acme`, `Acme Ltd`: until `2026-12-31`');
    expect(readFileSync(join(root, file), 'utf8')).toBe(text);
    expect(github.faults).toEqual([]);
    expect((await run('2027-01-02')).answer).toMatchObject({ outcome: 'unchanged', pullRequest: answer.pullRequest });
  });

  it('asks GitHub nothing where nobody has expired', async (context) => {
    const { github, run } = await setUp(context, 'expiresAt: 2026-12-31');
    expect(await run('2026-12-31')).toMatchObject({ code: 0, answer: { expired: [] } });
    expect(github.calls).toEqual([]);
  });

  it('exits with 3 where the file on GitHub is another', async (context) => {
    const { github, run } = await setUp(context, 'expiresAt: 2026-12-31');
    github.repository.commit('main', file, 'somebody else’s');
    expect((await run('2027-01-01')).code).toBe(3);
    expect(github.repository.pulls).toEqual([]);
  });
});

const head = 'kind: Tenant # one\nspec:\n  # why\n  owner: {name: Jane,   email: a@b.example}\n\n';

describe('suspendedText', () => {
  it.each([
    ['adds one line after the day', '  expiresAt: 2026-12-31   # the last day\n', '  lifecycle: suspended\n'],
    ['adds one line where the file ends without one', '  expiresAt: 2026-12-31', '\n  lifecycle: suspended'],
  ])('%s', (_, text, added) => {
    expect(suspendedText(head + text)).toBe(head + text + added);
  });

  it('adds the line before what follows', () => {
    const [before, after] = [`${head}    \n  expiresAt: "2026-12-31"\n`, '  # more\n  sampleData: true\n# end\n'];
    expect(suspendedText(before + after)).toBe(`${before}  lifecycle: suspended\n${after}`);
  });

  it('keeps the ends of line', () => {
    const text = 'spec:\r\n  expiresAt: 2026-12-31\r\n  tier: demo\r\n';
    expect(suspendedText(text)).toBe(text.replace('  tier', '  lifecycle: suspended\r\n  tier'));
  });

  it('changes the word where there is one', () => {
    const text = `${head}  lifecycle:   "active"  # runs\n  expiresAt: 2026-12-31\n`;
    expect(suspendedText(text)).toBe(text.replace('"active"', 'suspended'));
  });

  it('stays within braces', () => {
    const text = 'spec: {tier: demo, expiresAt: 2026-12-31 } # short\n';
    expect(suspendedText(text)).toBe(text.replace('12-31', '12-31, lifecycle: suspended'));
  });

  it.each([
    'spec:\n  ? expiresAt # odd\n  : 2026-12-31\n  tier: demo\n',
    'spec:\n  expiresAt: >-\n    2026-12-31\n',
    'spec:\n  expiresAt: 2026-12-31\n  lifecycle: |-\n    active\n  tier: demo\n',
    'spec:\n  expiresAt:\n    2026-12-31\n',
  ])('says the same however it is laid out: %j', (text) => {
    const { spec } = parse(text) as { spec: object };
    expect(parse(suspendedText(text))).toEqual({ spec: { ...spec, lifecycle: 'suspended' } });
    expect(suspendedText(text).includes('# odd')).toBe(text.includes('# odd'));
  });

  it('changes nothing but the lifecycle, whatever the file holds', () => {
    const files = fc.record({
      before: fc.dictionary(fc.stringMatching(/^[a-d]{1,5}$/), fc.jsonValue()),
      after: fc.dictionary(fc.stringMatching(/^[x-z]{1,5}$/), fc.jsonValue()),
      lifecycle: fc.constantFrom({}, { lifecycle: 'active' }),
      flow: fc.boolean(),
    });
    fc.assert(
      fc.property(files, ({ before, after, lifecycle, flow }) => {
        const spec = { ...before, expiresAt: '2026-12-31', ...lifecycle, ...after };
        const text = new Document({ spec, z: before }).toString(flow ? { collectionStyle: 'flow' } : {});
        const expected: unknown = parse(text);
        expect(parse(suspendedText(text))).toEqual({
          ...(expected as object),
          spec: { ...(expected as { spec: object }).spec, lifecycle: 'suspended' },
        });
      }),
    );
  });
});
