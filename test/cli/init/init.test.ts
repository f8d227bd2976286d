import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../temporary-folder.js';
import { runCli } from '../run-cli.js';

describe('tenantry init', () => {
  it('makes a platform that is published at once', async () => {
    const cwd = temporaryFolder();
    const made = await runCli(['init', 'garage', '--output', 'json'], { cwd });
    expect(made.code).toBe(0);
    expect(JSON.parse(made.stdout)).toMatchObject({ outcome: 'made', platform: 'garage', findings: [] });
    const published = await runCli(['publish', '--output', 'json'], { cwd: join(cwd, 'garage') });
    expect(JSON.parse(published.stdout)).toMatchObject({
      outcome: 'committed',
      tenants: { added: ['acme'] },
      findings: [],
    });
    expect(published.code).toBe(0);
  });

  it.each(['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.github/ruleset.json'])(
    'lets an own %s stand, and writes all the rest',
    async (path) => {
      const cwd = temporaryFolder();
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), 'mine');
      const { code, stdout } = await runCli(['init', '--name', 'garage', '--output', 'json'], { cwd });
      expect(code).toBe(0);
      const { files } = JSON.parse(stdout) as { files: string[] };
      const review = ['.github/CODEOWNERS', '.github/ruleset.json'];
      const kept = path.endsWith('CODEOWNERS') ? review[0] : review[1];
      expect(review.filter((each) => !files.includes(each))).toEqual([kept]);
      expect(readFileSync(join(cwd, path), 'utf8')).toBe('mine');
      expect(review.filter((each) => existsSync(join(cwd, each))).length).toBe(
        path === review[0] || path === review[1] ? 2 : 1,
      );
    },
  );

  it('makes it below --root', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'platforms'));
    expect((await runCli(['init', 'garage', '--root', 'platforms'], { cwd })).code).toBe(0);
    expect(existsSync(join(cwd, 'platforms', 'garage', 'platform.yaml'))).toBe(true);
  });

  it('refuses a folder that is a platform, with exit code 2', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'platform.yaml'), 'mine');
    const { code, stderr } = await runCli(['init'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('platform.yaml');
    expect(readdirSync(cwd)).toEqual(['platform.yaml']);
  });

  it.each([
    ['--name', 'Not a label'],
    ['--name', ''],
    ['--base-domain', 'https://tenants.example'],
    ['--base-domain', 'localhost'],
  ])('refuses %s %j with exit code 2, and writes nothing', async (option, value) => {
    const cwd = temporaryFolder();
    const { code, stderr } = await runCli(['init', 'garage', option, value], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(option);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('says 3 where the disk refuses', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'file'), '');
    expect((await runCli(['init', 'file/platform'], { cwd })).code).toBe(3);
  });
});
