// Runs git with an argument list, never through a shell, and gives back what it said. Everything that talks to git goes through here.
import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { OutsideError } from '../finding/outside-error.js';
import { gitEnvironment } from './git-environment.js';
import { hintFor } from './git-hints.js';
import { gitWords } from './git-words.js';
import { scrubbed } from './scrubbed.js';

export interface GitOptions {
  /** Settings for this run, as `pack.compression=1`. */
  readonly config?: readonly string[];
  /** Variables of this run, beside the caller's own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What git reads on its standard input. */
  readonly input?: Iterable<string | Uint8Array>;
}

export interface GitAnswer {
  /** 0 where git was content. */
  readonly code: number;
  readonly output: Buffer;
  /** What git said on standard error, without credentials. */
  readonly complaint: string;
}

/** Runs git and gives its trimmed output; throws OutsideError where it fails. */
export async function git(argv: readonly string[], options: GitOptions = {}): Promise<string> {
  return (await gitBytes(argv, options)).toString('utf8').trim();
}

/** The same for output that is not one line of text. */
export async function gitBytes(argv: readonly string[], options: GitOptions = {}): Promise<Buffer> {
  const answer = await askGit(argv, options);
  if (answer.code !== 0) throw gitError(argv, answer);
  return answer.output;
}

/** Runs git where its refusal is an answer too; throws OutsideError only where git can not be run at all. */
export async function askGit(
  argv: readonly string[],
  { input = [], config = [], environment = {} }: GitOptions = {},
): Promise<GitAnswer> {
  const settings = [...steady, ...config].flatMap((setting) => ['-c', setting]);
  const child = spawn('git', [...settings, ...argv], { env: { ...gitEnvironment(), ...environment }, stdio: 'pipe' });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', (cause) => reject(notRun(cause)));
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

function notRun(cause: Error): OutsideError {
  const isAbsent = 'code' in cause && cause.code === 'ENOENT';
  return isAbsent
    ? new NoGitError('git can not be found', { hint: 'install git 2.30 or later, and see that it is in PATH', cause })
    : new OutsideError(`git can not be run: ${cause.message}`, { hint: 'check what PATH calls git', cause });
}
