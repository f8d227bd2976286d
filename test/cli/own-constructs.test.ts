// Whose code runs: the folder's own, unless a change is judged; then that of where it is to go, and never the change's.
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { exitCodes } from '../../cli/show-result.js';
import type { Finding } from '../../constructs/base/finding.js';
import { codeOf, ownTenantText, productText } from '../generator/read/own-constructs.js';
import { platformFolder, writeFile } from './platform-folder.js';
import { runCli } from './run-cli.js';

const file = 'constructs/extra/settings.mjs';

/** A platform with a construct on `main`, on a branch whose change of it leaves a trace when it runs. */
function proposed() {
  const root = platformFolder({
    'blueprints/own.yaml': productText('{construct: settings, props: {text: hello}}'),
    'tenants/little.yaml': ownTenantText('little'),
    [file]: codeOf(),
  });
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', root, '-c', 'user.name=Reader', '-c', 'user.email=reader@platform.example', ...args]);
  const commit = () => {
    git('add', '--all');
    git('commit', '--quiet', '--message', 'a change');
  };
  git('init', '--quiet', '--initial-branch=main');
  commit();
  git('switch', '--quiet', '--create', 'proposed');
  const trace = join(root, 'trace');
  writeFile(root, file, `import { writeFileSync } from 'node:fs';\nwriteFileSync('${trace}', '');\n${codeOf()}`);
  commit();
  const run = async (...args: string[]) => {
    const { code, stdout } = await runCli([...args, '--output', 'json'], { cwd: root });
    return { code, ran: existsSync(trace), findings: (JSON.parse(stdout) as { findings: Finding[] }).findings };
  };
  return { root, git, run, trace };
}

const policy = ['policy', '--author', 'mona-example'];

it.each([
  ['validate', ['validate', '--from', 'main']],
  ['render --check', ['render', '--check', '--from', 'main']],
  ['diff', ['diff', '--from', 'main']],
  ['policy', [...policy, '--from', 'main']],
])('%s runs no code of the change that it judges', { timeout: 120_000 }, async (_name, args) => {
  const { ran, findings } = await proposed().run(...args);
  expect(ran).toBe(false);
  expect(findings.map(({ code }) => code)).not.toContain('load/unknown-construct');
});

it('validate says which code was not run, and that of the folder runs where nothing is judged', {
  timeout: 120_000,
}, async () => {
  const { run } = proposed();
  const { code, findings } = await run('validate', '--from', 'main');
  expect(code).toBe(exitCodes.fine);
  expect(findings).toContainEqual(expect.objectContaining({ code: 'load/construct-not-run', place: { file } }));
  const own = await run('validate');
  expect(own.ran).toBe(true);
  expect(own.findings).toEqual([]);
});

it('diff runs no code of the branch that somebody looks at', { timeout: 120_000 }, async () => {
  const { git, run } = proposed();
  git('switch', '--quiet', 'main');
  expect(await run('diff', '--from', 'main', '--to', 'proposed')).toMatchObject({ ran: false });
  expect(await run('diff', '--to', 'proposed')).toMatchObject({ ran: false });
});

it('a construct that the change takes away is missing, whatever was there before', { timeout: 120_000 }, async () => {
  const { root, run } = proposed();
  rmSync(join(root, file));
  const { code, findings } = await run('validate', '--from', 'main');
  expect(code).toBe(exitCodes.findings);
  expect(findings.map((each) => each.code)).toContain('load/unknown-construct');
});
