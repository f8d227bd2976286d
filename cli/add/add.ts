// `tenantry add`: makes the file of a new tenant, and writes it, proposes it on GitHub or prints a link to do so.
import { join, resolve } from 'node:path';
import { Option } from 'commander';
import { type Finding, hasErrors } from '../../constructs/base/finding.js';
import { issueWords } from '../../constructs/base/wording.js';
import { tenantAddress } from '../../generator/plan/plan-identity.js';
import { tenantObject } from '../../generator/read/schema/tenant.js';
import type { Sources } from '../../generator/read/sources.js';
import { diskTree } from '../../generator/tree/disk-tree.js';
import { type PublishedTenants, readPublished } from '../../generator/tree/published-tenant.js';
import { readTombstones } from '../../generator/tree/tombstone.js';
import { today } from '../clock.js';
import {
  baseOption,
  type CommonOptions,
  defineCommand,
  outOption,
  type PullRequestFlags,
  repositoryOption,
} from '../define-command.js';
import { openPlatform } from '../open-platform.js';
import type { PullRequestOptions } from '../propose.js';
import type { CommandResult } from '../show-result.js';
import { checkTenantText, type Verdict } from '../tenant-file.js';
import { type Person, UsageError } from '../terminal.js';
import { ask, invalidOptions, missingOptions } from './ask.js';
import { type Given, isWhole, makeId, type NewTenant } from './fields.js';
import { createFile, newTenantText } from './new-tenant-text.js';
import { linkTenant, proposeTenant } from './propose-tenant.js';

export const addCommand = defineCommand(
  {
    description:
      'Asks for what is missing on a terminal. Without an id it makes one from the display name, with a random suffix. With --pr it opens a pull request on GitHub and writes nothing here; with the same id again it brings that one up to date. With --link it prints a link that does so in a browser, and asks GitHub nothing. The token is read from GITHUB_TOKEN or GH_TOKEN.',
    options: [
      new Option('--display-name <text>', 'the customer’s name as people read it'),
      new Option('--blueprint <name>', 'what the tenant runs'),
      new Option('--tier <name>', 'how much of it'),
      new Option('--region <name>', 'where its data lives'),
      new Option('--owner-name <text>', 'who answers for it'),
      new Option('--owner-email <address>', 'their e-mail address'),
      new Option('--domain <host>', 'a domain of the tenant’s own; may be given several times').argParser(
        (host: string, before: readonly string[] = []) => [...before, host],
      ),
      new Option('--customer-id <id>', 'the customer in the billing system'),
      new Option('--subscription-id <id>', 'the subscription'),
      new Option('--cost-center <id>', 'the cost centre'),
      new Option('--department <name>', 'the department'),
      new Option('--expires-at <date>', 'the day it ends, as 2026-12-31; demos need it'),
      new Option('--sample-data', 'load the product’s sample data'),
      new Option('--dry-run', 'print the file, write nothing').default(false),
      new Option('--pr', 'open a pull request in place of writing the file').default(false),
      new Option('--link', 'print a link to GitHub’s page for a new file, filled in')
        .default(false)
        .conflicts(['pr', 'dryRun']),
      repositoryOption,
      baseOption,
      outOption,
    ],
    examples: [
      'tenantry add',
      'tenantry add acme-auto --display-name "Acme Auto Repair" --blueprint workshop --tier professional --region eu-west --owner-name "Acme office" --owner-email owner@acme-auto.example',
      'tenantry add acme-auto --pr --repository acme/platform …',
      'tenantry add acme-auto --link --repository acme/platform …',
    ],
  },
  async (
    [id],
    { root, output, out, dryRun, pr, link, repository, base, ...given }: CommonOptions & Given & AddOptions,
    terminal,
  ) => {
    const person = output === 'text' ? terminal.person : undefined;
    return runAdd({
      root,
      out,
      dryRun,
      given,
      pullRequest: pr ? { repository, base } : undefined,
      link: link ? { repository, base } : undefined,
      id,
      person,
    });
  },
);

interface AddOptions extends PullRequestFlags {
  readonly out: string;
  readonly dryRun: boolean;
  readonly link: boolean;
}

interface AddCommand {
  readonly root: string;
  /** Folder that mirrors what is published: ids in it are taken. */
  readonly out: string;
  /** Made from the display name where absent. */
  readonly id?: string;
  readonly given: Given;
  /** Gives the text, and writes nothing. */
  readonly dryRun: boolean;
  /** Where a pull request is opened in place of writing the file; absent where the file is written. */
  readonly pullRequest?: PullRequestOptions;
  /** Where a link to GitHub's page for new files is made in place of writing the file. */
  readonly link?: PullRequestOptions;
  /** Who is asked for what is missing; absent where nobody is there. */
  readonly person?: Person;
}

/** Runs the command; throws UsageError for options that are missing or can not be used, and where the person cancels. */
export async function runAdd({
  root,
  out,
  id,
  given,
  dryRun,
  pullRequest,
  link,
  person,
}: AddCommand): Promise<CommandResult> {
  const { texts, sources, findings } = await openPlatform({ root, plan: false });
  if (sources === undefined || sources.blueprints.size === 0) return unusable(findings);
  const faults = findings.filter(({ place }) => place?.file === `blueprints/${given.blueprint}.yaml`);
  if (hasErrors(faults)) return brokenBlueprint(faults);
  const tree = diskTree(resolve(root, out));
  const [published, removed] = [await readPublished(tree), await readTombstones(tree)];
  refuse('these options can not be used:', [...idFaults(id, sources, published), ...invalidOptions(sources, given)]);
  const tenant = await whole(sources, given, person);
  const chosen =
    id ?? makeId(tenant.displayName, (each) => sources.ids.has(each) || published.has(each) || removed.has(each));
  const url = tenantAddress(sources.platform.data.spec, tenant.region, chosen);
  const tier = sources.blueprints.get(tenant.blueprint)?.data.spec.tiers[tenant.tier];
  const text = newTenantText({ id: chosen, tenant, createdOn: today(), url, tier });
  const verdict = await checkTenantText({ id: chosen, text }, texts, published, removed);
  const added: Added = {
    root,
    id: chosen,
    file: `tenants/${chosen}.yaml`,
    url,
    text,
  };
  if (!verdict.accepted) return refused(added, verdict);
  if (dryRun) return previewed(added, verdict);
  if (pullRequest !== undefined) return proposeTenant(added, verdict, pullRequest);
  if (link !== undefined) return linkTenant(added, verdict, link);
  createFile(join(root, added.file), text);
  return written(added, verdict);
}

async function whole(sources: Sources, given: Given, person: Person | undefined): Promise<NewTenant> {
  const tenant = person === undefined ? given : await ask(sources, given, person);
  refuse('these options are missing; on a terminal they are asked for:', missingOptions(sources, tenant));
  if (!isWhole(tenant)) throw new Error('the table of fields does not ask for all that a tenant needs');
  return tenant;
}

function refuse(heading: string, lines: readonly string[]): void {
  if (lines.length > 0) throw new UsageError([heading, ...lines.map((line) => `  ${line}`)].join('\n'));
}

function idFaults(id: string | undefined, { ids }: Sources, published: PublishedTenants): string[] {
  if (id === undefined) return [];
  const { error } = tenantObject.shape.metadata.shape.name.safeParse(id);
  const issue = error?.issues.at(-1);
  if (issue !== undefined) return [`the id ${issueWords(issue)}`];
  if (ids.has(id)) return [`the id ${id} is taken: tenants/${id}.yaml exists already`];
  return published.has(id) ? [`the id ${id} is taken: a tenant of that id is published, though it has no file`] : [];
}

interface Added {
  readonly root: string;
  readonly id: string;
  readonly file: string;
  readonly url: string;
  readonly text: string;
}

function unusable(findings: readonly Finding[]): CommandResult {
  return {
    findings: findings.filter((each) => each.tenant === undefined),
    data: { outcome: 'refused' },
    lines: ['nothing was written: without a platform and a blueprint there is nothing that a tenant could run'],
    next: ['see what is wrong: tenantry validate'],
  };
}

/** Otherwise it would read as if there were no such blueprint. */
function brokenBlueprint(findings: readonly Finding[]): CommandResult {
  return {
    findings,
    data: { outcome: 'refused' },
    lines: ['nothing was written: the blueprint has errors'],
    next: ['correct what the errors name, and add the tenant again'],
  };
}

function refused(added: Added, { findings }: Verdict): CommandResult {
  return {
    findings,
    data: answer('refused', added),
    lines: [`nothing was written: ${added.file} would not be valid`],
    next: ['correct what the errors name, and add the tenant again'],
  };
}

function previewed(added: Added, { findings }: Verdict): CommandResult {
  return {
    findings,
    data: answer('dry-run', added),
    lines: [added.text.trimEnd()],
    next: [`this would be ${added.file}, served at ${added.url}; write it by leaving out --dry-run`],
  };
}

function written(added: Added, { findings }: Verdict): CommandResult {
  const path = join(added.root, added.file);
  return {
    findings,
    data: answer('added', added),
    lines: [`wrote ${path}`, `once it is published it is served at ${added.url}`],
    next: [
      `review it: ${path}`,
      'check it with all others: tenantry validate',
      `commit it and open a pull request: git add ${path}`,
    ],
  };
}

function answer(outcome: string, { id, file, url, text }: Added): Record<string, unknown> {
  return { outcome, id, file, url, text };
}
