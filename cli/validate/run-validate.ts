// `tenantry validate`: everything that publishing would check, without writing anything. It needs neither network nor credentials:
// what is published is read from the folder that mirrors it. With --report it also writes what `tenantry report` takes to GitHub.

import { resolve } from 'node:path';
import { counted } from '../../constructs/base/counted.js';
import { type Finding, hasErrors } from '../../constructs/base/finding.js';
import { type Decision, decideChanges } from '../../generator/decide-changes.js';
import { diskTree } from '../../generator/tree/disk-tree.js';
import { today } from '../clock.js';
import { knownPublishedTree } from '../gitops-repository.js';
import { type OpenPlatform, openPlatform } from '../open-platform.js';
import type { CommandResult } from '../show-result.js';
import type { Terminal } from '../terminal.js';
import { reportValidation } from '../validation-report.js';

export interface ValidateCommand {
  readonly root: string;
  /** Folder that mirrors what is published. */
  readonly out: string;
  /** Folder with the schemas of a cluster. */
  readonly schemas?: string;
  /** Folder for report.json; none is written where absent. */
  readonly report?: string;
  /** Source revision that is judged against, and that the report's diff is against; what is published where absent. */
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

export interface ValidateCounts {
  readonly data: {
    readonly tenants: number;
    /** Whoever can not be rendered. */
    readonly failing: readonly string[];
    /** Those of them with no error of their own. */
    readonly blocked: readonly string[];
  };
  readonly line: string;
}

/** Tells tenants with errors from those that can not be rendered for an error in their blueprint or in platform.yaml. */
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
