// Whom `tenantry serve` tells: GitHub where there is a token, and the receivers of platform.yaml. Credentials come from the
// environment only.
import { setTimeout as sleep } from 'node:timers/promises';
import { serverUrl } from '../../github/access.js';
import { hasAccess, lastingAccess } from '../../github/app-access.js';
import { findRepository } from '../../github/repository-name.js';
import type { PlatformSpec } from '../../load/schema/platform.js';
import type { Deliverer } from '../../notify/deliverer.js';
import { type Environment, makeDeliverers } from '../../notify/make-deliverers.js';
import { notifications } from '../../notify/notification.js';
import { githubDeliverer } from '../../report/github-deliverer.js';
import { GitHubDesires } from '../../report/github-desires.js';
import { writeBudget } from '../../report/write-budget.js';
import type { ServiceOptions } from '../../serve/service.js';

export interface TellingOptions {
  readonly root: string;
  /** `owner/name` of the sources; found where it is absent. */
  readonly repository?: string;
  readonly platform: PlatformSpec;
  readonly environment: Environment;
  readonly log: (line: string) => void;
}

export interface Telling {
  readonly deliverers: readonly Deliverer[];
  readonly tell: ServiceOptions['tell'];
}

/** Throws OutsideError where a secret is missing, or nothing says which repository on GitHub is meant. */
export async function makeTelling(options: TellingOptions): Promise<Telling> {
  const { platform, environment } = options;
  const receivers = platform.notify ?? {};
  const github = hasAccess(environment) ? await githubTeller(options) : undefined;
  const others = await makeDeliverers(receivers, environment, () => new Date());
  return {
    deliverers: github === undefined ? others : [...others, github],
    tell: (statuses) => {
      const desires = github === undefined ? undefined : new GitHubDesires(statuses).desires;
      return (recorded, first) => [
        ...notifications(receivers, recorded, first),
        ...(desires === undefined ? [] : desires(recorded, first)),
      ];
    },
  };
}

async function githubTeller({ root, repository, platform, environment, log }: TellingOptions): Promise<Deliverer> {
  const named = repository ?? nameInSource(platform, environment);
  const name = await findRepository(root, named, environment);
  const budget = writeBudget({
    now: () => performance.now(),
    sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
  });
  return githubDeliverer({
    access: lastingAccess(environment, name, Date.now),
    ...{ repository: name, budget, log },
  });
}

/** Where the pages of the sources are on GitHub, their address names the repository. */
function nameInSource({ source }: PlatformSpec, environment: Environment): string | undefined {
  const prefix = `${serverUrl(environment)}/`;
  return source?.url.startsWith(prefix) === true ? source.url.slice(prefix.length) : undefined;
}
