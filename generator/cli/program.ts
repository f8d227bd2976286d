// The command line: names, options, help with examples. Each command's code is loaded only when it runs.
import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Given } from './add/given.js';
import type { CommandResult } from './command-result.js';
import type { PolicyCommand } from './commands/policy.js';
import type { ValidateCommand } from './commands/validate.js';
import type { PullRequestOptions } from './propose.js';
import { type OutputFormat, showResult } from './show-result.js';
import type { Terminal } from './terminal.js';

interface CommonOptions {
  readonly root: string;
  readonly output: OutputFormat;
}

/** A command that has shown its results itself gives the exit code alone. */
type Run<Options> = (words: readonly string[], options: Options & CommonOptions) => Promise<CommandResult | number>;

interface Definition {
  readonly usage: string;
  readonly summary: string;
  readonly description?: string;
  readonly options: readonly Option[];
  readonly examples: readonly string[];
}

/** Makes the program; `onExit` gets the exit code of the command that ran. */
export function makeProgram(terminal: Terminal, onExit: (code: number) => void): Command {
  const program = new Command('tenantry')
    .description(
      'One reviewed YAML file per tenant becomes plain Kubernetes manifests in a git repository that Argo CD watches.',
    )
    .version(version, '-V, --version')
    .showHelpAfterError('(run with --help for the options and examples)')
    .configureHelp({ showGlobalOptions: true });
  const add = <Options>(definition: Definition, run: Run<Options>) =>
    addCommand(program, definition, run, terminal, onExit);

  add(
    {
      usage: 'init [folder]',
      summary: 'make a new platform that works at once',
      options: [
        new Option('--name <name>', 'the platform’s name; default: the folder’s'),
        new Option('--base-domain <domain>', 'tenants are served below it').default('tenants.example'),
        new Option(
          '--tenantry <owner/name@commit>',
          'where its workflows find Tenantry on GitHub; default: a placeholder',
        ),
      ],
      examples: ['tenantry init my-platform', 'tenantry init . --name garage --base-domain garage.example'],
    },
    async ([folder], { root, ...options }: CommonOptions & { name?: string; baseDomain: string; tenantry?: string }) =>
      (await import('./commands/init.js')).runInit({ ...options, folder: resolve(root, folder ?? '.') }),
  );
  add(
    {
      usage: 'add [id]',
      summary: 'add a tenant: writes tenants/<id>.yaml',
      description:
        'Asks for what is missing on a terminal. Without an id it makes one from the display name, with a random suffix. With --pr it opens a pull request on GitHub and writes nothing here; with the same id again it brings that one up to date. The token is read from GITHUB_TOKEN or GH_TOKEN.',
      options: addOptions,
      examples: [
        'tenantry add',
        'tenantry add acme-auto --display-name "Acme Auto Repair" --blueprint workshop --tier professional --region eu-west --owner-name "Acme office" --owner-email owner@acme-auto.example',
        'tenantry add acme-auto --pr --repository acme/platform …',
      ],
    },
    async ([id], { root, output, out, dryRun, pr, repository, base, ...given }: CommonOptions & Given & AddOptions) => {
      const person = output === 'text' ? terminal.person : undefined;
      return (await import('./commands/add.js')).runAdd({
        ...{ root, out, dryRun, given, ...pullRequestOf({ pr, repository, base }) },
        ...(id === undefined ? {} : { id }),
        ...(person === undefined ? {} : { person }),
      });
    },
  );
  add(
    {
      usage: 'validate',
      summary: 'check everything, write nothing',
      description:
        'Checks everything that publishing would, and writes nothing. With --watch it checks again after each change of platform.yaml, blueprints/, tenants/ and policies/ until Ctrl-C, and ends with 0 whatever it found; with --output json each check is then one line.',
      options: [
        outOption,
        schemasOption,
        new Option('--watch', 'check again after each change, until Ctrl-C').default(false).conflicts('report'),
        new Option('--report <folder>', 'also write there what `tenantry report` takes to GitHub'),
        new Option(
          '--from <revision>',
          'source revision that the report’s diff is against; default: what is published',
        ),
        new Option('--pull-request <number>', 'that the report is about; default: what GitHub Actions says').argParser(
          number,
        ),
      ],
      examples: [
        'tenantry validate',
        'tenantry validate --output json',
        'tenantry validate --watch',
        'tenantry validate --report report --from origin/main',
      ],
    },
    async (_, options: CommonOptions & Omit<ValidateCommand, 'root'> & { watch: boolean }) => {
      if (!options.watch) return (await import('./commands/validate.js')).runValidate(options, terminal);
      const { stopSignal } = await import('./watch/stop-signal.js');
      return (await import('./watch/watch-validate.js')).watchValidate(options, terminal, stopSignal());
    },
  );
  add(
    {
      usage: 'report <folder>',
      summary: 'show on a pull request what validate found',
      description:
        'Writes the comment and the check that say what `tenantry validate --report <folder>` found. The folder may come from a fork: it is data, and nothing in it is believed. The token is read from GITHUB_TOKEN or GH_TOKEN and needs pull-requests: write and checks: write.',
      options: [
        repositoryOption,
        new Option('--comment-id <number>', 'the comment to update; default: it is searched').argParser(number),
        new Option('--dry-run', 'print the comment, ask GitHub nothing').default(false),
      ],
      examples: ['tenantry report report --dry-run', 'tenantry report report --repository acme/platform'],
    },
    async ([folder = ''], options: CommonOptions & { repository?: string; commentId?: number; dryRun: boolean }) =>
      (await import('./commands/report.js')).runReport({ ...options, folder }),
  );
  add(
    {
      usage: 'render',
      summary: 'write the manifests of every tenant to a folder',
      options: [
        outOption,
        new Option('--check', 'only say whether the folder is up to date').default(false),
        moveSetsOption,
        schemasOption,
      ],
      examples: ['tenantry render', 'tenantry render --check', 'tenantry render --out /tmp/preview'],
    },
    async (_, options: CommonOptions & { out: string; check: boolean; moveSets: boolean; schemas?: string }) =>
      (await import('./commands/render.js')).runRender(options, terminal),
  );
  add(
    {
      usage: 'publish',
      summary: 'render every tenant and publish the difference as one commit',
      description:
        'Writes to the GitOps repository that platform.yaml names, or to an embedded one below .tenantry/, which the first publish makes.',
      options: [
        new Option('--out <folder>', 'folder that mirrors what is published').default('dist'),
        new Option('--no-out', 'leave that folder alone'),
        new Option('--dry-run', 'say what would be published').default(false),
        moveSetsOption,
        schemasOption,
      ],
      examples: ['tenantry publish', 'tenantry publish --dry-run', 'tenantry publish --no-out --output json'],
    },
    async (_, { out, ...options }: CommonOptions & { out: string | false; dryRun: boolean; moveSets: boolean }) =>
      (await import('./commands/publish.js')).runPublish({ ...options, ...(out === false ? {} : { out }) }, terminal),
  );
  add(
    {
      usage: 'diff [ids...]',
      summary: 'show what would change in Kubernetes',
      description:
        'Compares the working tree with what is published, or two source revisions; tenants that change alike are shown once.',
      options: [
        new Option('--from <revision>', 'source revision to compare with; default: what is published'),
        new Option('--to <revision>', 'source revision to look at; default: the working tree'),
      ],
      examples: [
        'tenantry diff',
        'tenantry diff acme-auto',
        'tenantry diff --from origin/main',
        'tenantry diff --from v1.4 --to v1.5 --output json',
      ],
    },
    async (ids, options: CommonOptions & { from?: string; to?: string }) =>
      (await import('./commands/diff.js')).runDiff({ ...options, ids }, terminal),
  );
  add(
    {
      usage: 'policy',
      summary: 'say whether the policy permits what a change does',
      description:
        'Compares the working tree with where the change is to go, and judges by the policy there. Exits with 1 where something is refused or an approval is missing. Who asks is told by --author, or by GitHub with --pull-request; the token is read from GITHUB_TOKEN or GH_TOKEN, and needs pull-requests: read.',
      options: [
        new Option('--from <revision>', 'where the change is to go, as origin/main').makeOptionMandatory(),
        new Option('--author <login>', 'who opens the pull request').conflicts('pullRequest'),
        new Option('--approved-by <login...>', 'who approved what it now holds').default([], 'nobody'),
        new Option('--pull-request <number>', 'asks GitHub for its author and approvals').argParser(number),
        repositoryOption,
        new Option('--teams <file>', 'JSON with the members of teams that platform.yaml does not list'),
        outOption,
      ],
      examples: [
        'tenantry policy --from origin/main --author mona-example',
        'tenantry policy --from origin/main --author mona-example --approved-by sam-example --output json',
        'tenantry policy --from origin/main --author mona-example --teams teams.json',
        'tenantry policy --from origin/main --pull-request 12',
      ],
    },
    async (_, options: CommonOptions & Omit<PolicyCommand, 'root'>) =>
      (await import('./commands/policy.js')).runPolicy(options, terminal),
  );
  add(
    {
      usage: 'schemas <action>',
      summary: '`schemas pull` keeps your cluster’s schemas, to check against',
      description:
        'Reads the OpenAPI description of every kind that Tenantry renders from the cluster that KUBECONFIG names, and keeps it by content. Afterwards validate, render and publish check every object against it, unknown fields too, without a cluster.',
      options: [
        new Option('--to <folder>', 'where to keep them; default: .tenantry/schemas'),
        new Option('--context <name>', 'context of the kubeconfig; default: its current one'),
      ],
      examples: ['tenantry schemas pull', 'tenantry schemas pull --context eu-west --to schemas'],
    },
    async ([action = ''], options: CommonOptions & { to?: string; context?: string }) =>
      (await import('./commands/schemas.js')).runSchemas({ ...options, action }),
  );
  add(
    {
      usage: 'expired',
      summary: 'list tenants that run although they have expired',
      description:
        'With --pr it opens one pull request on GitHub that suspends all of them, and writes nothing here; run again it brings that one up to date. Where none has expired, it asks GitHub nothing. The token is read from GITHUB_TOKEN or GH_TOKEN, and needs contents: write and pull-requests: write.',
      options: [
        new Option('--date <date>', 'as 2026-12-31; default: today'),
        new Option('--pr', 'open a pull request that suspends them').default(false),
        repositoryOption,
        baseOption,
      ],
      examples: [
        'tenantry expired',
        'tenantry expired --date 2026-12-31 --output json',
        'tenantry expired --pr --repository acme/platform',
      ],
    },
    async (_, { root, date, ...options }: CommonOptions & PullRequestFlags & { date?: string }) =>
      (await import('./commands/expired.js')).runExpired({
        ...{ root, ...pullRequestOf(options) },
        ...(date === undefined ? {} : { date }),
      }),
  );
  add(
    {
      usage: 'cost [id]',
      summary: 'show what tenants cost in a month',
      description:
        'Reckons with the prices in platform.yaml: a base fee for each tier, and what is used beyond it. Usage comes from the plan, or from Prometheus where an address is given. A bearer token for --prometheus is read from TENANTRY_PROMETHEUS_TOKEN.',
      options: [
        new Option('--all', 'every tenant').default(false),
        new Option('--month <month>', 'as 2026-11; default: the current one'),
        new Option('--prometheus <url>', 'Prometheus’ address; default: those of the clusters in platform.yaml'),
        new Option('--csv', 'answer as CSV').default(false),
      ],
      examples: [
        'tenantry cost acme-auto',
        'tenantry cost --all --month 2026-11 --csv > november.csv',
        'tenantry cost --all --prometheus http://127.0.0.1:9090 --output json',
      ],
    },
    async ([id], options: CommonOptions & { all: boolean; month?: string; prometheus?: string; csv: boolean }) => {
      const token = process.env.TENANTRY_PROMETHEUS_TOKEN;
      return (await import('./commands/cost.js')).runCost({
        ...options,
        ...(id === undefined ? {} : { id }),
        ...(token === undefined || token === '' ? {} : { token }),
      });
    },
  );
  add(
    {
      usage: 'bootstrap',
      summary: 'print what Argo CD is given once',
      options: [],
      examples: ['tenantry bootstrap', 'tenantry bootstrap | kubectl apply --server-side -f -'],
    },
    async (_, options: CommonOptions) => (await import('./commands/bootstrap.js')).runBootstrap(options),
  );
  add(
    {
      usage: 'explain <id> [field]',
      summary: 'show a tenant’s plan, and who set each value',
      options: [],
      examples: [
        'tenantry explain acme-auto',
        'tenantry explain acme-auto services.api.replicas',
        'tenantry explain acme-auto cluster --output json',
      ],
    },
    async ([id = '', field], options: CommonOptions) =>
      (await import('./commands/explain.js')).runExplain({ ...options, id, ...(field === undefined ? {} : { field }) }),
  );
  return program;
}

const version = '0.1.0';

const schemasOption = new Option('--schemas <folder>', 'folder that `schemas pull` filled; default: .tenantry/schemas');
const outOption = new Option('--out <folder>', 'folder that mirrors what is published').default('dist');
const repositoryOption = new Option('--repository <owner/name>', 'on GitHub; default: the remote origin');
const baseOption = new Option(
  '--base <branch>',
  'what the pull request is merged into; default: the repository’s default branch',
);
const moveSetsOption = new Option(
  '--move-sets',
  'let a changed number of sets move tenants between ApplicationSets',
).default(false);

const addOptions = [
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
  repositoryOption,
  baseOption,
  outOption,
];

interface AddOptions extends PullRequestFlags {
  readonly out: string;
  readonly dryRun: boolean;
}

interface PullRequestFlags {
  readonly pr: boolean;
  readonly repository?: string | undefined;
  readonly base?: string | undefined;
}

function pullRequestOf({ pr, repository, base }: PullRequestFlags): { pullRequest?: PullRequestOptions } {
  if (!pr) return {};
  const named = repository === undefined ? {} : { repository };
  return { pullRequest: { ...named, ...(base === undefined ? {} : { base }) } };
}

function number(text: string): number {
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number.');
}

function addCommand<Options>(
  program: Command,
  { usage, summary, description, options, examples }: Definition,
  run: Run<Options>,
  terminal: Terminal,
  onExit: (code: number) => void,
): void {
  const command = program
    .command(usage)
    .summary(summary)
    .description(description ?? `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`)
    .option('-C, --root <folder>', 'the platform’s folder, with platform.yaml in it', '.')
    .addOption(new Option('-o, --output <format>', 'how to answer').choices(['text', 'json']).default('text'))
    .addHelpText('after', `\nExamples:\n${examples.map((example) => `  $ ${example}`).join('\n')}`);
  for (const option of options) command.addOption(option);
  command.action(async () => {
    const parsed = command.opts() as Options & CommonOptions;
    const result = await run(command.args, parsed);
    onExit(typeof result === 'number' ? result : showResult(result, parsed.output, terminal));
  });
}
