// `npm run bench [tenants]`: each stage's cost per tenant of each product, plain cdk8s beside it, the whole way as a process with its peak
// memory, and a pull request's way to its comment. A table on standard error, JSON on standard output.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchProducts, generatedTenants, type Product } from './generated-tenants.js';
import { measurePullRequests, type PullRequestCosts } from './pull-request.js';
import { type CommandCost, runCommand } from './run-command.js';
import { measureStages, type StageTimes, writeFiles } from './stages.js';

const count = Number(process.argv[2] ?? 1000);
const repository = join(import.meta.dirname, '..', '..');

const products = [];
for (const product of benchProducts) products.push(await inPlatform(product, (root) => measureProduct(product, root)));
const pullRequests = await inPlatform('workshop', measurePullRequests);
process.stderr.write(pullRequests.map(pullRequestText).join(''));
process.stdout.write(
  `${JSON.stringify({ tenants: count, node: process.version, products, pullRequests }, undefined, 2)}\n`,
);

async function inPlatform<T>(product: Product, work: (root: string) => Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'tenantry-bench-'));
  try {
    for (const name of ['platform.yaml', 'blueprints', 'policies'])
      cpSync(join(repository, name), join(root, name), { recursive: true });
    writeFiles(root, generatedTenants(count, product));
    return await work(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function measureProduct(product: Product, root: string) {
  const stages = await measureStages(root, count);
  const publish = ['publish', '--no-out', '--root', root];
  const endToEnd = { first: await runCommand(publish), again: await runCommand(publish) };
  const ratioToPlainCdk8s = ratio(stages);
  process.stderr.write(`${product}\n${table(stages, ratioToPlainCdk8s)}`);
  process.stderr.write(costText(`${count} tenants rendered, checked and published`, endToEnd.first));
  process.stderr.write(costText('and again, with nothing changed,', endToEnd.again));
  return { product, stages, ratioToPlainCdk8s, endToEnd };
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

function costText(what: string, { seconds, cpuSeconds, peakMegabytes }: CommandCost): string {
  return `${what} in ${seconds.toFixed(2)} s (${cpuSeconds.toFixed(1)} s of CPU), ${peakMegabytes} MB at most\n`;
}

function pullRequestText({ change, steps, requests, diff }: PullRequestCosts): string {
  const parts = Object.entries(steps).map(
    ([step, { seconds, cpuSeconds }]) => `${step} ${seconds.toFixed(1)} s (${cpuSeconds.toFixed(1)} s of CPU)`,
  );
  return `a pull request that changes ${change}: ${parts.join(', ')}; ${requests} requests to GitHub; \`tenantry diff\` of it ${diff.seconds.toFixed(1)} s\n`;
}
