// `npm run bench:serve [tenants]`: `tenantry serve` beside that many Applications on the API server of KUBECONFIG, which is to be one
// without Argo CD: its memory, when it knows all, how long a change takes to page and GitHub, and what it does when nothing happens.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IndexEntry } from '../../argocd/index-entry.js';
import { generatedTenants } from '../generated-tenants.js';
import { runCommand } from '../run-command.js';
import { writeFiles } from '../stages.js';
import { BenchApplications } from './applications.js';
import { browserLoads } from './browser-load.js';
import { cpuOf, memoryOf, type Served, startServe, stopServe } from './served.js';
import { type StatusServer, startStatusServer } from './status-server.js';

const count = Number(process.argv[2] ?? 10_000);
const repository = join(import.meta.dirname, '..', '..', '..');
const platform = 'bench';
const root = mkdtempSync(join(tmpdir(), 'tenantry-bench-'));
const applications = new BenchApplications(platform);
const [first, second] = ['bench-00000', 'bench-00001'];

try {
  makePlatform();
  await runCommand(['publish', '--root', root]);
  say(`${count} tenants are published`);
  const entries = indexEntries();
  await applications.create(entries, headOfGitOps());
  say(`${count} Applications are on the API server`);
  process.stdout.write(`${JSON.stringify(await measure(), undefined, 2)}\n`);
  await applications.remove(entries);
} finally {
  rmSync(root, { recursive: true, force: true });
}

/** Seconds and megabytes. */
async function measure() {
  const github = await startStatusServer();
  const started = performance.now();
  const environment = { GITHUB_TOKEN: 'token', GITHUB_API_URL: github.url };
  const served = await startServe(root, ['--repository', 'acme/platform', '--log-level', 'info'], environment);
  try {
    const toServing = since(started);
    await until(served, 'tenants?state=live', ({ counts }) => counts.live === count);
    const toAllKnown = since(started);
    say('all are live');
    const pages = await times(20, () => fetch(served.page).then((response) => response.text()));
    const atWork = memoryOf(served);
    await sleep(30_000);
    const before = cpuOf(served);
    await sleep(60_000);
    const idleCpuPercent = ((cpuOf(served) - before) / 60) * 100;
    const idle = memoryOf(served);
    const browser = middleOf(await browserLoads(served.page, 10));
    const toGitHub = await tellGitHub(served, github);
    const toPage = await times(10, (index) => degrade(served, index));
    return { count, toServing, toAllKnown, pages, browser, atWork, idle, idleCpuPercent, toGitHub, toPage };
  } finally {
    await stopServe(served);
    github.close();
  }
}

/** From the write of the Application to the answer of the API. */
async function degrade(served: Served, index: number): Promise<void> {
  const status = index % 2 === 0 ? 'Degraded' : 'Healthy';
  await applications.patch(`tenant-${first}`, { status: { health: { status } } });
  const state = status === 'Degraded' ? 'degraded' : 'live';
  await until(served, `tenants/${first}`, (tenant) => tenant.state === state);
}

/** From the write of the Application that has arrived to the commit's status on GitHub. */
async function tellGitHub(served: Served, github: StatusServer): Promise<number> {
  const file = join(root, 'tenants', `${second}.yaml`);
  writeFileSync(file, readFileSync(file, 'utf8').replace('LOCALE: de-DE', 'LOCALE: fr-FR'));
  const source = commitSources();
  await runCommand(['publish', '--root', root]);
  const revision = headOfGitOps();
  await until(served, `tenants/${second}`, ({ correlation }) => correlation?.publishedCommit === revision);
  const told = github.told(source, 'success');
  const written = performance.now();
  await applications.patch(`tenant-${second}`, {
    status: {
      sync: { revision },
      operationState: { operation: { sync: { revision } }, syncResult: { revision } },
    },
  });
  return ((await told) - written) / 1000;
}

interface Answer {
  readonly counts: { readonly live?: number };
  readonly state?: string;
  readonly correlation?: { readonly publishedCommit?: string };
}

async function until(served: Served, path: string, holds: (answer: Answer) => boolean): Promise<void> {
  for (;;) {
    const response = await fetch(`${served.page}/api/${path}`);
    if (response.ok && holds((await response.json()) as Answer)) return;
    await sleep(20);
  }
}

/** Median and longest, in seconds. */
async function times(rounds: number, work: (index: number) => Promise<unknown>) {
  const all: number[] = [];
  for (let index = 0; index < rounds; index++) {
    const started = performance.now();
    await work(index);
    all.push(since(started));
  }
  return middleOf(all);
}

function middleOf(all: readonly number[]) {
  const sorted = [...all].sort((left, right) => left - right);
  return { median: sorted[Math.floor(sorted.length / 2)], longest: sorted.at(-1) };
}

function makePlatform(): void {
  cpSync(join(repository, 'blueprints'), join(root, 'blueprints'), { recursive: true });
  const text = readFileSync(join(repository, 'platform.yaml'), 'utf8').replace('name: garage', `name: ${platform}`);
  writeFileSync(join(root, 'platform.yaml'), text);
  writeFiles(root, generatedTenants(count));
  git('init', '--quiet', '--initial-branch=main');
  commitSources();
}

function commitSources(): string {
  git('add', 'platform.yaml', 'blueprints', 'tenants');
  git('-c', 'user.name=Bench', '-c', 'user.email=bench@platform.example', 'commit', '--quiet', '--message', 'change');
  return git('rev-parse', 'HEAD').trim();
}

function git(...args: string[]): string {
  return execFileSync('git', ['-C', root, ...args], { encoding: 'utf8' });
}

function headOfGitOps(): string {
  return git('--git-dir', join(root, '.tenantry', 'gitops.git'), 'rev-parse', 'main').trim();
}

function indexEntries(): IndexEntry[] {
  const tree = join(root, 'dist');
  const files = readdirSync(tree, { recursive: true, encoding: 'utf8' });
  return files
    .filter((path) => /(?:^|\/)index\/.*\.json$/.test(path))
    .map((path) => JSON.parse(readFileSync(join(tree, path), 'utf8')) as IndexEntry);
}

function since(started: number): number {
  return (performance.now() - started) / 1000;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
