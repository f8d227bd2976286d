import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { makeProgram } from '../../cli/program.js';
import { processTerminal } from '../../cli/terminal.js';
import { findingCodes } from '../../constructs/base/finding-codes.js';
import { repositoryRoot, sampleTenants } from '../sample-platform.js';
import { platformFolder } from './platform-folder.js';
import { runCli, startCli } from './run-cli.js';

const escapeCode = '\u001b';
const hostile = {
  [`tenants/${escapeCode}]0;title\u0007x\n::error::y,z.yaml`]: 'apiVersion: [',
  'tenants/hostile.yaml': `${readFileSync(join(repositoryRoot, 'tenants/bolt-garage.yaml'), 'utf8').replace('bolt-garage', 'hostile')}  "\\e[31m\\u202eevil": 1\n`,
};

const commands = (await makeProgram(processTerminal({}), () => {})).commands.map((command) => command.name());

describe('--output json', { timeout: 120_000 }, () => {
  it.each([
    ['a result', ['validate', '--output', 'json']],
    ['findings', ['validate', '-o', 'json', '--root', 'nothing-here']],
    ['an unknown option', ['validate', '--output=json', '--outt']],
    ['an unknown command', ['valedate', '-ojson']],
    ['a missing argument', ['explain', '--output', 'json']],
    ['an unknown tenant', ['explain', 'nobody', '--output', 'json']],
    ['a failure outside', ['validate', '--root', '/dev/null', '--output', 'json']],
  ])('gives one document on standard output, and nothing else, for %s', async (_, args) => {
    const { stdout, stderr, code } = await runCli(args, { cwd: platformFolder() });
    const document: unknown = JSON.parse(stdout);
    expect(document).toHaveProperty('findings');
    expect('error' in Object(document)).toBe(code === 2 || code === 3);
    expect(stderr).toBe('');
  });

  it('is not asked for by words after two dashes', async () => {
    const { stdout, stderr } = await runCli(['explain', '--', '--output', 'json'], { cwd: platformFolder() });
    expect(stdout).toBe('');
    expect(stderr).toContain('error:');
  });

  it('names each finding by its code, with its place', async () => {
    const cwd = platformFolder({ 'tenants/broken.yaml': 'apiVersion: [' });
    const { findings } = JSON.parse((await runCli(['validate', '-o', 'json'], { cwd })).stdout);
    expect(findings).toMatchObject([
      { severity: 'error', tenant: 'broken', place: { file: 'tenants/broken.yaml', line: 1 } },
    ]);
    expect(Object.keys(findingCodes)).toContain(findings[0].code);
  });
});

describe('what people see', { timeout: 120_000 }, () => {
  it('has no escape sequence in a pipe, whatever file names and values hold', async () => {
    const cwd = platformFolder(hostile);
    const environments: readonly Readonly<Record<string, string>>[] = [
      {},
      { FORCE_COLOR: '0' },
      { GITHUB_ACTIONS: 'true' },
    ];
    for (const env of environments)
      for (const args of [
        ['validate'],
        ['publish', '--dry-run'],
        ['explain', 'hostile'],
        ['explain', `${escapeCode}[31mx`],
      ]) {
        const { stdout, stderr } = await runCli(args, { cwd, env });
        expect(`${stdout}${stderr}`.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Cf}/u);
      }
  });

  it('comes with a hint for each finding, and says what to do next', async () => {
    const cwd = platformFolder({ 'tenants/broken.yaml': 'apiVersion: [' });
    const { stdout, stderr } = await runCli(['publish'], { cwd });
    expect(stderr).toMatch(/^tenants\/broken\.yaml:1:\d+ {2}error {2}.* {2}load\/syntax\n {4}hint: .+\n1 error\n/);
    expect(stderr).toMatch(/\nnext: .+\n(?: {6}.+\n)*$/);
    expect(stdout).toMatch(/^(\d+) tenants: \1 added\n {2}added {5}acme-auto, .*\n {2}left out {2}broken\n/);
    expect(stdout).toMatch(new RegExp(`^${sampleTenants} tenants`));
  });

  it('is an annotation on the very line in GitHub Actions, that no value can forge', async () => {
    const cwd = platformFolder(hostile);
    const { stderr } = await runCli(['validate'], { cwd, env: { GITHUB_ACTIONS: 'true' } });
    const annotations = stderr.split('\n').filter((line) => line.trimStart().startsWith('::'));
    expect(annotations.length).toBeGreaterThanOrEqual(2);
    for (const line of annotations)
      expect(line).toMatch(/^::(?:error|warning) file=tenants\/[^,:]+,line=\d+,col=\d+,title=[a-z/-]+::\S/);
    expect(annotations.join('\n')).toContain('x%0A%3A%3Aerror%3A%3Ay%2Cz.yaml');
  });

  it('is an annotation too where something outside failed', async () => {
    const env = { GITHUB_ACTIONS: 'true' };
    const { stderr } = await runCli(['validate', '--root', '/dev/null'], { cwd: platformFolder(), env });
    expect(stderr).toMatch(/^::error title=tenantry::.+/m);
  });

  it('names what was probably meant', async () => {
    const cwd = platformFolder();
    expect((await runCli(['pubish'], { cwd })).stderr).toMatch(/unknown command 'pubish'\n\(Did you mean publish\?\)/);
    expect((await runCli(['publish', '--dry-rum'], { cwd })).stderr).toContain('--dry-run');
    expect((await runCli(['explain', 'acme-aut'], { cwd })).stderr).toContain('"acme-auto"');
    expect((await runCli(['explain', 'acme-auto', 'services.apo'], { cwd })).stderr).toContain('services.api');
  });

  it.each(commands)('of tenantry %s --help has an example', async (command) => {
    const { code, stdout } = await runCli([command, '--help'], { cwd: platformFolder() });
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`\nExamples:\n(?: {2}\\$ .*\n)* {2}\\$ tenantry ${command}\\b`));
  });

  it('ends without a word where nobody reads on', async () => {
    const child = startCli(['explain', 'city-motors'], { cwd: platformFolder() });
    child.stdout.destroy();
    const [stderr] = await Promise.all([text(child.stderr), new Promise((resolve) => child.on('close', resolve))]);
    expect(stderr).not.toMatch(/EPIPE|Error|\bat /);
    expect(child.exitCode).toBe(0);
  });

  it('shows who set a value, and where', async () => {
    const { stdout } = await runCli(['explain', 'acme-auto', 'database.storage'], { cwd: platformFolder() });
    expect(stdout).toMatch(/^database\.storage {2}80Gi {2}tenant tenants\/acme-auto\.yaml:\d+:\d+\n$/);
  });
});
