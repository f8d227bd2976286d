// `npm run bench [tenants]`: each stage's cost per tenant, plain cdk8s beside it, and the whole way as a process with its peak memory.
// A table on standard error, JSON on standard output.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generatedTenants } from './generated-tenants.js';
import { measureStages, type StageTimes, writeFiles } from './stages.js';

const count = Number(process.argv[2] ?? 1000);
const repository = join(import.meta.dirname, '..', '..');
const root = mkdtempSync(join(tmpdir(), 'tenantry-bench-'));
try {
  for (const name of ['platform.yaml', 'blueprints', 'policies'])
    cpSync(join(repository, name), join(root, name), { recursive: true });
  writeFiles(root, generatedTenants(count));
  const stages = await measureStages(root, count);
  const endToEnd = { first: publishAsProcess(), again: publishAsProcess() };
  const report = { tenants: count, node: process.version, stages, ratioToPlainCdk8s: ratio(stages), endToEnd };
  process.stderr.write(table(report.stages, report.ratioToPlainCdk8s));
  process.stderr.write(
    `${count} tenants rendered, checked and published in ${endToEnd.first.seconds.toFixed(2)} s, ${endToEnd.first.peakMegabytes} MB at most\n`,
  );
  process.stderr.write(
    `and again, with nothing changed, in ${endToEnd.again.seconds.toFixed(2)} s, ${endToEnd.again.peakMegabytes} MB at most\n`,
  );
  process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
} finally {
  rmSync(root, { recursive: true, force: true });
}

/** The whole command, from an empty embedded repository; children of git are not in the memory figure. */
function publishAsProcess(): { seconds: number; peakMegabytes: number } {
  const started = performance.now();
  const script = `process.argv.splice(1, 0, 'tenantry'); await import(${JSON.stringify(join(repository, 'build/generator/cli/main.js'))}); process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS + '\\n'));`;
  const child = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', script, '--', 'publish', '--no-out', '--root', root],
    { encoding: 'utf8' },
  );
  if (child.status !== 0) throw new Error(`publish failed: ${child.stderr}`);
  const peak = Number(/peak (\d+)/.exec(child.stderr)?.[1] ?? 0);
  return { seconds: (performance.now() - started) / 1000, peakMegabytes: Math.round(peak / 1024) };
}

function ratio(stages: readonly StageTimes[]): number {
  const of = (name: string) => stages.find(({ stage }) => stage === name)?.millisecondsPerTenant ?? 0;
  return of('plain cdk8s') / (of('synth') + of('text') + of('write'));
}

function table(stages: readonly StageTimes[], times: number): string {
  const rows = stages.map(
    ({ stage, millisecondsPerTenant }) =>
      `${stage.padEnd(14)}${millisecondsPerTenant.toFixed(3).padStart(10)} ms per tenant`,
  );
  return `${rows.join('\n')}\nsynth, text and write together are ${times.toFixed(1)} times as fast as plain cdk8s\n`;
}
