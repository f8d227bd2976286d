// From the event of a pull request to its comment, step by step as the workflows run them: one tenant changes, and then the blueprint of all.
// GitHub is a server here that answers at once, so what is measured is our own part.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type CommandCost, runCommand } from './run-command.js';

export interface PullRequestCosts {
  readonly change: string;
  readonly steps: Readonly<Record<'validate and report' | 'policy' | 'comment', CommandCost>>;
  readonly requests: number;
  /** `tenantry diff` by itself: it is a part of the first step. */
  readonly diff: CommandCost;
}

/** Measures two pull requests to a platform's folder, which becomes a git repository. */
export async function measurePullRequests(root: string): Promise<PullRequestCosts[]> {
  git(root, 'init', '--quiet', '--initial-branch=main');
  commit(root);
  const github = await startGitHub(root);
  try {
    const costs: PullRequestCosts[] = [];
    for (const [change, file, from, to] of changes) {
      const path = join(root, file);
      writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
      commit(root);
      costs.push({ change, ...(await measureSteps(root, github)) });
    }
    return costs;
  } finally {
    github.close();
  }
}

const changes = [
  ['one tenant', 'tenants/bench-00001.yaml', 'LOCALE: de-DE', 'LOCALE: fr-FR'],
  ['the blueprint of all', 'blueprints/workshop.yaml', 'LOG_LEVEL: info', 'LOG_LEVEL: debug'],
] as const;

interface GitHub {
  readonly url: string;
  requests: number;
  close(): void;
}

async function measureSteps(root: string, github: GitHub): Promise<Omit<PullRequestCosts, 'change'>> {
  const report = join(root, '.tenantry', 'report');
  const common = ['--root', root];
  const onGitHub = ['--repository', 'acme/platform'];
  const environment = { GITHUB_TOKEN: 'token', GITHUB_API_URL: github.url };
  const before = github.requests;
  const steps = {
    'validate and report': await runCommand([
      ...['validate', ...common, '--report', report],
      ...['--from', 'HEAD^1', '--pull-request', '1'],
    ]),
    policy: await runCommand(
      ['policy', ...common, ...onGitHub, '--from', 'HEAD^1', '--pull-request', '1', '--report', report],
      environment,
    ),
    comment: await runCommand(['report', ...common, ...onGitHub, report], environment),
  };
  const requests = github.requests - before;
  return { steps, requests, diff: await runCommand(['diff', ...common, '--from', 'HEAD^1']) };
}

/** Answers what `tenantry policy` and `tenantry report` ask for a first report. */
async function startGitHub(root: string): Promise<GitHub> {
  const server = createServer((request, response) => {
    github.requests += 1;
    request.resume().once('end', () => {
      response.writeHead(request.method === 'POST' ? 201 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answerTo(request, root)));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const github: GitHub = { url: `http://127.0.0.1:${port}`, requests: 0, close: () => server.close() };
  return github;
}

function answerTo({ method, url = '' }: IncomingMessage, root: string): unknown {
  const page = {
    id: 1,
    created_at: '2026-01-01T00:00:00Z',
    html_url: 'https://github.example/1',
    user: { login: 'mona-example' },
  };
  if (method !== 'GET') return { ...page, output: { annotations_count: 0 }, body: '' };
  if (/\/pulls\/1(?:\?|$)/.test(url))
    return { number: 1, user: page.user, head: { sha: git(root, 'rev-parse', 'HEAD').trim() } };
  return url.includes('/check-runs') ? { total_count: 0, check_runs: [] } : [];
}

function commit(root: string): void {
  git(root, 'add', 'platform.yaml', 'blueprints', 'policies', 'tenants');
  git(root, 'commit', '--quiet', '--message', 'change');
}

function git(root: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=Bench', '-c', 'user.email=bench@platform.example'];
  return execFileSync('git', ['-C', root, ...identity, ...args], { encoding: 'utf8' });
}
