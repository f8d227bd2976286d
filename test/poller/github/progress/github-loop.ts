// The way from a status to GitHub, whole: the real store with its outbox, the real deliverer, and a GitHub that runs here.
import type { TestContext } from 'vitest';
import { githubDeliverer } from '../../../../poller/github/progress/github-deliverer.js';
import { GitHubDesires } from '../../../../poller/github/progress/github-desires.js';
import type { Database } from '../../../../poller/history/database.js';
import { embeddedDatabase } from '../../../../poller/history/embedded-database.js';
import { migrate } from '../../../../poller/history/migrate.js';
import { historyIn } from '../../../../poller/history/open-history.js';
import { deliverDue, type Outcome } from '../../../../poller/notify/deliver-due.js';
import type { TenantStatus } from '../../../../poller/status/tenant-status.js';
import { type FakeGitHub, startGitHub } from '../fake-github.js';

export interface GitHubLoop {
  readonly github: FakeGitHub;
  /** What was given up. */
  readonly log: readonly string[];
  see(...statuses: TenantStatus[]): Promise<void>;
  /** All rounds that there are now, with all waits over. */
  deliver(): Promise<readonly Outcome[]>;
  /** As after a crash: what GitHub got is not known here any more. */
  forgetDeliveries(): Promise<void>;
  /** As after a restart. */
  restart(): Promise<void>;
}

/** For all tests of a file: to make one takes seconds. */
export async function openStore(folder: string): Promise<Database> {
  const database = await embeddedDatabase(folder);
  await migrate(database);
  return database;
}

/** The store is emptied first. */
export async function githubLoop(
  database: Database,
  context: Pick<TestContext, 'onTestFinished'>,
): Promise<GitHubLoop> {
  const github = await startGitHub(context);
  await database.script('truncate tenantry.audit_event, tenantry.tenant_status, tenantry.outbox, tenantry.milestone');
  const history = historyIn(database);
  await database.query("insert into tenantry.milestone (name) values ('imported')");
  let desires = new GitHubDesires([]);
  const log: string[] = [];
  const deliverer = githubDeliverer({
    access: async () => ({ token: 'token', apiUrl: github.apiUrl }),
    repository: { owner: 'acme', repo: 'platform' },
    budget: { take: async () => {} },
    log: (line) => void log.push(line),
  });
  return {
    github,
    log,
    see: async (...statuses) => {
      await history.record(statuses, { desires: desires.desires });
    },
    deliver: async () => {
      await database.query('update tenantry.outbox set next_attempt_at = clock_timestamp()');
      return deliverDue(history.outbox, [deliverer], new AbortController().signal);
    },
    forgetDeliveries: async () => {
      await database.query('update tenantry.outbox set delivered_digest = null, receipt = null');
    },
    restart: async () => {
      desires = new GitHubDesires(await history.statuses());
    },
  };
}
