// `npm run bench [tenants]`: each stage's cost per tenant, plain cdk8s beside it, the whole way as a process with its peak memory, and a
// pull request's way to its comment. A table on standard error, JSON on standard output.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generatedTenants } from './generated-tenants.js';
import { measurePullRequests, type PullRequestCosts } from './pull-request.js';
import { runCommand } from './run-command.js';
import { measureStages, type StageTimes, writeFiles } from './stages.js';

const count = Number(process.argv[2] ?? 1000);
const repository = join(import.meta.dirname, '..', '..');
const root = mkdtempSync(join(tmpdir(), 'tenantry-bench-'));
try {
  for (const name of ['platform.yaml', 'blueprints', 'policies'])
    cpSync(join(repository, name), join(root, name), { recursive: true });
  writeFiles(root, generatedTenants(count));
  const stages = await measureStages(root, count);
  const publish = ['publish', '--no-out', '--root', root];
  const endToEnd = { first: await runCommand(publish), again: await runCommand(publish) };
  const pullRequests = await measurePullRequests(root);
  const ratioToPlainCdk8s = ratio(stages);
  const report = { tenants: count, node: process.version, stages, ratioToPlainCdk8s, endToEnd, pullRequests };
  process.stderr.write(table(report.stages, report.ratioToPlainCdk8s));
  process.stderr.write(
    `${count} tenants rendered, checked and published in ${endToEnd.first.seconds.toFixed(2)} s, ${endToEnd.first.peakMegabytes} MB at most\n`,
  );
  process.stderr.write(
    `and again, with nothing changed, in ${endToEnd.again.seconds.toFixed(2)} s, ${endToEnd.again.peakMegabytes} MB at most\n`,
  );
  process.stderr.write(pullRequests.map(pullRequestText).join(''));
  process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
} finally {
  rmSync(root, { recursive: true, force: true });
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

function pullRequestText({ change, steps, requests }: PullRequestCosts): string {
  const parts = Object.entries(steps).map(
    ([step, { seconds, cpuSeconds }]) => `${step} ${seconds.toFixed(1)} s (${cpuSeconds.toFixed(1)} s of CPU)`,
  );
  return `a pull request that changes ${change}: ${parts.join(', ')}; ${requests} requests to GitHub\n`;
}
