import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot, sampleTenants } from '../sample-platform.js';
import { platformFolder, writeFile } from './platform-folder.js';
import { runCli } from './run-cli.js';

const suite = readFileSync(join(repositoryRoot, 'blueprints/suite.yaml'), 'utf8');
const broken = { 'blueprints/suite.yaml': suite.replace('secrets: [payment]', 'secrets: [paymentz]') };
const itsTenants = ['client-abc', 'client-xyz', 'grand-bazaar'];

async function answerOf(cwd: string, ...args: string[]) {
  const { code, stdout } = await runCli([...args, '--output', 'json'], { cwd });
  return { code, ...JSON.parse(stdout) };
}

describe('tenants of a blueprint with an error', { timeout: 120_000 }, () => {
  it('are counted and named by validate, in text and JSON', async () => {
    const cwd = platformFolder(broken);
    expect(await answerOf(cwd, 'validate')).toMatchObject({
      code: 1,
      outcome: 'invalid',
      tenants: sampleTenants,
      failing: itsTenants,
      blocked: itsTenants,
    });
    const { stdout } = await runCli(['validate'], { cwd });
    expect(stdout).toMatch(`${sampleTenants} tenants, ${itsTenants.length} can not be rendered`);
  });

  it('are counted beside those with errors of their own', async () => {
    const cwd = platformFolder({ ...broken, 'tenants/broken.yaml': 'apiVersion: [' });
    expect(await answerOf(cwd, 'validate')).toMatchObject({ failing: ['broken', ...itsTenants], blocked: itsTenants });
  });

  it('are left out by render and publish where nothing is published of them', async () => {
    const cwd = platformFolder(broken);
    for (const command of [['render'], ['publish', '--dry-run'], ['publish']])
      expect(await answerOf(cwd, ...command)).toMatchObject({ code: 1, leftOut: itsTenants });
  });

  it('are kept by publish once they are published, and then not left out', async () => {
    const cwd = platformFolder();
    await runCli(['publish'], { cwd });
    writeFile(cwd, 'blueprints/suite.yaml', broken['blueprints/suite.yaml']);
    expect(await answerOf(cwd, 'publish')).toMatchObject({ tenants: { kept: itsTenants }, leftOut: [] });
    expect(await answerOf(cwd, 'validate')).toMatchObject({ blocked: itsTenants });
  });
});
