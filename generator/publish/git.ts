// Runs git with an argument list, never through a shell, and gives back what it said. Everything that talks to git goes through here:
// by simple-git, whose guards refuse arguments that would run other programs, or as plumbing of our own. (source-commit.ts trusts less.)

import { spawn } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { OutsideError } from '../../constructs/base/finding.js';

export interface GitAnswer {
  /** 0 where git was content. */
  readonly code: number;
  readonly output: Buffer;
  /** What git said on standard error, without credentials. */
  readonly complaint: string;
}

/** Runs git and gives its trimmed output; throws OutsideError where it fails. */
export async function git(argv: readonly string[]): Promise<string> {
  const answer = await askGit(argv);
  if (answer.code !== 0) throw gitError(argv, answer);
  return answer.output.toString('utf8').trim();
}

/** Runs git where its refusal is an answer too; throws OutsideError only where git can not be run at all. */
export async function askGit(argv: readonly string[]): Promise<GitAnswer> {
  const environment = gitEnvironment();
  // Loaded when git is needed, and not before: it takes 60 to 120 ms.
  const [{ simpleGit }, { parseEnv }] = await Promise.all([import('simple-git'), import('@simple-git/argv-parser')]);
  // What the caller's own environment says is the caller's will; the folders that arguments name are ours.
  const given = parseEnv(environment).vulnerabilities.map(({ category }) => [category, true] as const);
  const ended: { answer?: GitAnswer } = {};
  const client = simpleGit({
    config: [...steady],
    allowEnvironment: Object.keys(environment),
    unsafe: { ...Object.fromEntries(given), allowUnsafeConfigPaths: true },
    completion: { onExit: false },
    // Nothing to read, and its end: a git that asks must not wait for ever.
    input: () => Buffer.alloc(0),
    // simple-git takes an exit code for an error only where git said something: here every answer is taken as it is.
    errors: (_, { exitCode, stdOut, stdErr }) => {
      const complaint = Buffer.concat(stdErr).toString('utf8').trim();
      ended.answer = { code: exitCode ?? killed, output: Buffer.concat(stdOut), complaint };
      return undefined;
    },
  });
  await client.env(environment).raw([...argv]);
  if (ended.answer === undefined) throw new Error(`git ${argv.join(' ')} has not ended`);
  const { code, complaint } = ended.answer;
  if (code < 0) throw notRun(complaint);
  return { ...ended.answer, complaint: scrubbed(complaint) };
}

export interface PlumbingOptions {
  /** Settings for this run, as `pack.compression=1`. */
  readonly config?: readonly string[];
  /** Variables of this run, beside the caller's own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What git reads on its standard input. */
  readonly input?: Iterable<string | Uint8Array>;
}

/**
 * The same without simple-git, which writes standard input only as a whole, holds output twice, and waits for another 50 ms where git
 * says nothing: for what is read or written in bulk, and for questions that are answered by the exit code.
 */
export async function askPlumbing(
  argv: readonly string[],
  { input = [], config = [], environment = {} }: PlumbingOptions = {},
): Promise<GitAnswer> {
  const settings = [...steady, ...config].flatMap((setting) => ['-c', setting]);
  const child = spawn('git', [...settings, ...argv], { env: { ...gitEnvironment(), ...environment }, stdio: 'pipe' });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', (cause) => reject(notRun(String(cause))));
    child.once('close', (code) => resolve(code ?? killed));
  });
  const [code, output, complaint] = await Promise.all([
    ended,
    collect(child.stdout),
    collect(child.stderr),
    feed(child.stdin, input),
  ]);
  return { code, output, complaint: scrubbed(complaint.toString('utf8').trim()) };
}

/** What plumbing gives; throws OutsideError where git fails. */
export async function plumb(argv: readonly string[], options: PlumbingOptions = {}): Promise<Buffer> {
  const answer = await askPlumbing(argv, options);
  if (answer.code !== 0) throw gitError(argv, answer);
  return answer.output;
}

/** What git refused, in its own words. */
export function gitError(argv: readonly string[], { code, complaint }: GitAnswer): OutsideError {
  const command = argv.find((word) => !word.startsWith('-')) ?? '';
  const said = gitWords(complaint) || `it ended with code ${code}`;
  return new OutsideError(`git ${command} failed: ${said}`, { hint: hintFor(complaint) });
}

/** No work goes on in the background once git has ended, and no identity is guessed. */
const steady = ['gc.autoDetach=false', 'maintenance.autoDetach=false', 'user.useConfigOnly=true'];
/** Exit code for a git that a signal ended. */
const killed = 128;

async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A git that stops reading has its own say in its exit code. */
async function feed(stdin: NodeJS.WritableStream, input: Iterable<string | Uint8Array>): Promise<void> {
  try {
    await pipeline(Readable.from(input, { objectMode: true }), stdin);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && stoppedReading.has(error.code))) throw error;
  }
}

const stoppedReading: ReadonlySet<unknown> = new Set([
  'EPIPE',
  'ECONNRESET',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_DESTROYED',
]);

/** There is no git: who can do without it does. */
export class NoGitError extends OutsideError {}

/** @param reason As Node.js gives it: `Error: spawn git ENOENT`, and where simple-git says so a stack below. */
function notRun(reason: string): OutsideError {
  const message = (reason.split('\n')[0] ?? '').replace(/^Error: /, '');
  return message.endsWith('ENOENT')
    ? new NoGitError('git can not be found', { hint: 'install git 2.30 or later, and see that it is in PATH' })
    : new OutsideError(`git can not be run: ${message}`, { hint: 'check what PATH calls git' });
}

/** Transports that git may use, wherever a configuration or a redirect leads (git(1), GIT_ALLOW_PROTOCOL). */
const transports = 'file:https:ssh';

/** `git rev-parse --local-env-vars`, without those that carry configuration; they are set where git runs us, as in a hook. */
const repositoryVariables =
  /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|INTERNAL_.*|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES)$|^GIT_(?:COMMON_DIR|GRAFT_FILE|IMPLICIT_WORK_TREE|NAMESPACE|NO_REPLACE_OBJECTS|PREFIX|QUARANTINE_PATH|REPLACE_REF_BASE|SHALLOW_FILE)$/;
/** Traces go to where messages go, and hold headers. */
const traceVariables = /^GIT_(?:TRACE|CURL_VERBOSE)/;

/** The variables to run git with. */
export function gitEnvironment(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const passed = Object.entries(environment).filter(
    ([name]) => !repositoryVariables.test(name) && !traceVariables.test(name),
  );
  return {
    ...Object.fromEntries(passed),
    LC_ALL: 'C',
    GIT_ALLOW_PROTOCOL: transports,
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
  };
}

const hints = [
  {
    pattern:
      /could not read (?:Username|Password)|Authentication failed|terminal prompts disabled|HTTP 40[13]|error: 40[13]/i,
    hint: 'give git credentials for the repository: a credential helper, GIT_ASKPASS or an ssh key that may push',
  },
  {
    pattern: /Permission denied \(publickey|Host key verification failed/,
    hint: 'check the ssh key and known_hosts: ssh asks nothing here',
  },
  {
    pattern: /dubious ownership/,
    hint: 'the repository belongs to another user: add it to git’s safe.directory, or run as its owner',
  },
  {
    pattern:
      /Could not resolve host|unable to access|Connection (?:refused|timed out|reset)|Could not read from remote/i,
    hint: 'check the repository’s address and the network',
  },
  {
    pattern: /not a git repository|does not appear to be a git repository/i,
    hint: 'give the path of a bare git repository, or one that does not exist yet',
  },
  {
    pattern: /No space left on device|Out of diskspace|Disk quota exceeded/i,
    hint: 'free some space and run again: nothing was published',
  },
  {
    pattern: /\.lock'?: File exists/,
    hint: 'if no other git runs there, remove the lock file that git names, then run again',
  },
  {
    pattern: /Permission denied|Read-only file system|unable to create/i,
    hint: 'check that the repository may be written by this user',
  },
  {
    pattern: /hook declined|aborted by hook|protected branch|GH00\d/i,
    hint: 'let the publisher push to the branch, or publish to another branch and open a pull request',
  },
] as const;

/** The hint for what git said, or a general one. */
export function hintFor(complaint: string): string {
  return (
    hints.find(({ pattern }) => pattern.test(complaint))?.hint ??
    'see what git says; run again once it is corrected: nothing was published'
  );
}

/** Lines that say nothing beside the others. */
const noise =
  /^(?:hint:|fast-import: dumping crash report|Please make sure you have the correct access rights|and the repository exists|error: failed to push some refs)/;

/** How git begins a line, where the words after it say enough. */
const prefix = /^(?:(?:fatal|error|remote|warning):\s*)+/;

/** Characters of it that are shown: hooks may say whole pages. */
const longest = 400;

/** The complaint's lines, each once, in one line; empty for an empty one. */
export function gitWords(complaint: string): string {
  const lines = complaint
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !noise.test(line))
    .map((line) => rejection(line) ?? line.replace(prefix, '').replaceAll(/\s+/g, ' '));
  const words = [...new Set(lines)].filter((line) => line !== '').join('; ');
  return words.length > longest ? `${words.slice(0, longest)}…` : words;
}

/** A line of `git push --porcelain`: flag, refs and summary, with tabs between (git-push(1), Output). */
function rejection(line: string): string | undefined {
  const [, ref, how] = /^!\t[^\t]*:([^\t]+)\t(.*)$/.exec(line) ?? [];
  return ref === undefined || how === undefined ? undefined : `${ref.replace('refs/heads/', 'branch ')} ${how}`;
}

const secrets = [
  { pattern: /([a-z][a-z0-9+.-]*:\/\/)[^/\s]*@/gi, instead: '$1…@' },
  { pattern: /\b(?:gh[a-z]_|github_pat_|glpat-)[A-Za-z0-9_-]+/g, instead: '…' },
  { pattern: /(authorization:\s*)[^\r\n]*/gi, instead: '$1…' },
] as const;

/** The text without passwords in addresses, authorisation headers and known shapes of tokens. */
export function scrubbed(text: string): string {
  return secrets.reduce((rest, { pattern, instead }) => rest.replace(pattern, instead), text);
}

export function removeCrashReports(gitDir: string): void {
  for (const name of readdirSync(gitDir)) if (report.test(name)) rmSync(join(gitDir, name), { force: true });
}

/** git-fast-import(1), "Crash reports": with the number of the process. */
const report = /^fast_import_crash_\d+$/;
