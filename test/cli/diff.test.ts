import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../cli/show-result.js';
import { starterFolder } from './init/starter-folder.js';
import { runCli } from './run-cli.js';

const broken = 'kind: Platform\n';

describe('tenantry diff --output markdown', { timeout: 60_000 }, () => {
  it('gives the document that the JSON holds, and what else there is to say beside it', async () => {
    const cwd = starterFolder();
    const { code, stdout, stderr } = await runCli(['diff', '--output', 'markdown'], { cwd });
    expect(code).toBe(exitCodes.fine);
    const { markdown } = JSON.parse((await runCli(['diff', '--output', 'json'], { cwd })).stdout);
    expect(stdout).toBe(`${markdown}\n`);
    expect(stdout).toContain('\n### new: `acme`\n');
    expect(stdout.match(/<details>/g)).toHaveLength(stdout.match(/<\/details>/g)?.length ?? 0);
    expect(stderr).toContain('next:');
  });

  it('says in words that there is nothing to compare', async () => {
    const cwd = starterFolder();
    writeFileSync(join(cwd, 'platform.yaml'), broken);
    const { code, stdout, stderr } = await runCli(['diff', '-o', 'markdown'], { cwd });
    expect(code).toBe(exitCodes.findings);
    expect(stdout).not.toContain('###');
    expect(stderr).toContain('platform.yaml');
  });

  it('is asked of no command that has no such document', async () => {
    expect((await runCli(['validate', '--output', 'markdown'], { cwd: starterFolder() })).code).toBe(exitCodes.usage);
  });
});
