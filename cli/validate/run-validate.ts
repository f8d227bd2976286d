// One run of `tenantry validate`. It needs neither network nor credentials: what is published is read from the folder that mirrors it.

import { resolve } from 'node:path';
import { distinctFindings, type Finding, hasErrors } from '../../constructs/base/finding.js';
import { counted } from '../../constructs/base/wording.js';
import { type Decision, decideChanges } from '../../generator/decide-changes.js';
import { folderInRepository, tryFindSourceCommit } from '../../generator/publish/source-commit.js';
import { diskTree } from '../../generator/tree/disk-tree.js';
import { makeReport } from '../../poller/github/validation/make-report.js';
import { writeReport } from '../../poller/github/validation/report-file.js';
import { workflowEvent } from '../../poller/github/workflow-event.js';
import { today } from '../clock.js';
import { knownPublishedTree } from '../gitops-repository.js';
import { makeDiff } from '../make-diff.js';
import { type OpenPlatform, openPlatform } from '../open-platform.js';
import type { CommandResult } from '../show-result.js';
import { type Terminal, UsageError } from '../terminal.js';

export interface ValidateCommand {
  readonly root: string;
  /** Folder that mirrors what is published. */
  readonly out: string;
  /** Folder with the schemas of a cluster. */
  readonly schemas?: string;
  /** Folder for report.json; none is written where absent. */
  readonly report?: string;
  /** Source revision that the change is compared with, and that the report's diff is against; what is published where absent. */
  readonly from?: string;
  /** That the report is about; default: what GitHub Actions says. */
  readonly pullRequest?: number;
}

/** Runs the command. */
export async function runValidate(options: ValidateCommand, terminal: Terminal): Promise<CommandResult> {
  const { root, from, schemas, report } = options;
  const opened = await openPlatform({ root, from, policies: true, schemas: { folder: schemas } });
  const found = await check(options, opened, terminal);
  if (report === undefined) return resultOf(opened, found);
  const findings = await reportValidation({ ...options, report, opened }, found.findings, terminal);
  return {
    ...resultOf(opened, { ...found, findings }),
    next: [`show it on the pull request: tenantry report ${report}`],
  };
}

interface ReportOptions {
  readonly root: string;
  /** Where report.json goes. */
  readonly report: string;
  /** Default: what GitHub Actions says. */
  readonly pullRequest?: number;
  /** What was validated; the diff is against what its change is to go to, or else against what is published. */
  readonly opened: OpenPlatform;
}

/**
 * Writes the report, and returns all that it says is wrong: the diff looks at another tree than validation, and finds what that one does not
 * know, as a tenant that moves where `from` says where it was. Throws UsageError where no commit is checked out that it could be about.
 */
async function reportValidation(
  { root, report: folder, pullRequest, opened }: ReportOptions,
  validated: readonly Finding[],
  terminal: Terminal,
): Promise<Finding[]> {
  const event = workflowEvent();
  const headSha = event.headSha ?? (await tryFindSourceCommit(root))?.commit;
  if (headSha === undefined) throw new UsageError('a report is about a commit: run it in a git checkout that has one');
  const diff = await makeDiff(opened, { root, ids: [] }, terminal);
  const findings = distinctFindings([...validated, ...diff.findings]);
  const number = pullRequest ?? event.pullRequest;
  const report = makeReport({
    headSha,
    findings,
    folder: await folderInRepository(root),
    pullRequest: number,
    inMergeQueue: event.inMergeQueue === true && pullRequest === undefined,
    diff: diff.report,
  });
  writeReport(folder, report);
  return findings;
}

type Found = Pick<Decision, 'findings' | 'failing'>;

async function check(
  { root, out }: ValidateCommand,
  { findings, sources, renderer }: OpenPlatform,
  terminal: Terminal,
): Promise<Found> {
  if (sources === undefined || renderer === undefined) return { findings, failing: new Set() };
  const progress = (done: number, total: number) => terminal.progress('checking tenants', done, total);
  const decision = await decideChanges(renderer, sources.platform.data, diskTree(resolve(root, out)), {
    today: today(),
    progress,
    published: await knownPublishedTree(root, sources.platform.data.spec, out),
  });
  return { findings: [...findings, ...decision.findings], failing: decision.failing };
}

function resultOf({ sources, renderer, hasSchemas }: OpenPlatform, { findings, failing }: Found): CommandResult {
  if (sources === undefined || renderer === undefined)
    return {
      findings,
      data: { outcome: 'invalid' },
      lines: ['platform.yaml or a policy has errors: no tenant was looked at'],
      next: [],
    };
  const { data, line } = validateCounts(sources.ids.size, findings, failing);
  return {
    findings,
    data: { outcome: hasErrors(findings) ? 'invalid' : 'valid', ...data },
    lines: [line],
    next: [
      ...(hasErrors(findings)
        ? ['correct the errors above and run `tenantry validate` again']
        : ['render them: tenantry render', 'publish them: tenantry publish']),
      ...(hasSchemas ? [] : ['check objects against your cluster’s own schemas too: tenantry schemas pull']),
    ],
  };
}

interface ValidateCounts {
  readonly data: {
    readonly tenants: number;
    /** Whoever can not be rendered. */
    readonly failing: readonly string[];
    /** Those of them with no error of their own. */
    readonly blocked: readonly string[];
  };
  readonly line: string;
}

/** Counts tenants with errors apart from those that can not be rendered for an error in their blueprint or in platform.yaml. */
export function validateCounts(
  count: number,
  findings: readonly Finding[],
  unrendered: ReadonlySet<string>,
): ValidateCounts {
  const broken = new Set(
    findings.flatMap(({ severity, tenant }) => (severity === 'error' && tenant !== undefined ? [tenant] : [])),
  );
  const blocked = [...unrendered].filter((id) => !broken.has(id)).sort();
  const parts = [
    ...(broken.size > 0 || blocked.length === 0 ? [`${broken.size === 0 ? 'none' : broken.size} with errors`] : []),
    ...(blocked.length === 0 ? [] : [`${blocked.length}${broken.size === 0 ? '' : ' more'} ${because}`]),
  ];
  return {
    data: { tenants: count, failing: [...broken, ...blocked].sort(), blocked },
    line: [counted(count, 'tenant'), ...parts].join(', '),
  };
}

const because = 'can not be rendered because of errors in their blueprint or platform.yaml';
