// `tenantry add`: a new tenant's file, made from options or answers and checked like every other before it is written.
import { join, resolve } from 'node:path';
import { type Finding, hasErrors } from '../../finding/finding.js';
import { issueWords } from '../../load/issue-words.js';
import { load } from '../../load/load.js';
import { readSources } from '../../load/read-sources.js';
import { tenantSchema } from '../../load/schema/tenant.js';
import type { Sources } from '../../load/sources.js';
import { tenantAddress } from '../../plan/tenant-address.js';
import { type PublishedTenants, readPublished } from '../../published/published-tenant.js';
import { readTombstones } from '../../published/tombstone.js';
import { diskTree } from '../../write/disk-tree.js';
import { ask } from '../add/ask.js';
import { invalidOptions, missingOptions } from '../add/complaints.js';
import { createFile } from '../add/create-file.js';
import { type Given, isWhole, type NewTenant } from '../add/given.js';
import { linkTenant } from '../add/link-tenant.js';
import { makeId } from '../add/make-id.js';
import { newTenantText } from '../add/new-tenant-text.js';
import { proposeTenant } from '../add/propose-tenant.js';
import { checkTenantText, type Verdict } from '../check-tenant-text.js';
import type { CommandResult } from '../command-result.js';
import type { PullRequestOptions } from '../propose.js';
import type { Person } from '../terminal.js';
import { today } from '../today.js';
import { UsageError } from '../usage-error.js';

export interface AddCommand {
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
  const texts = await readSources(root);
  const { sources, findings } = load(texts);
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
  const { error } = tenantSchema.shape.metadata.shape.name.safeParse(id);
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
