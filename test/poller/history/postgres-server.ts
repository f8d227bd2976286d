// A PostgreSQL of Debian's package, on a port of its own and as a user that is not root, which it refuses.
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const packages = '/usr/lib/postgresql';

/** The newest version that is installed. */
export const postgresBinaries: string | undefined = (existsSync(packages) ? readdirSync(packages) : [])
  .sort((one, other) => Number(other) - Number(one))
  .map((version) => join(packages, version, 'bin'))
  .find((folder) => existsSync(join(folder, 'initdb')));

export interface PostgresServer {
  readonly url: string;
  /** As on kill -9 of everything, when `immediate`. */
  stop(): void;
  start(): void;
  remove(): void;
}

export async function startPostgres(binaries: string): Promise<PostgresServer> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-postgres-'));
  const asRoot = process.getuid?.() === 0;
  if (asRoot) chownSync(folder, Number(identity('-u')), Number(identity('-g')));
  const run = (command: string, ...args: string[]) => {
    const line = [join(binaries, command), ...args];
    const [program = '', ...rest] = asRoot ? ['runuser', '-u', 'postgres', '--', ...line] : line;
    const { status, stderr } = spawnSync(program, rest, {
      encoding: 'utf8',
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    if (status !== 0) throw new Error(`${command}: ${stderr}`);
  };
  const data = join(folder, 'data');
  run('initdb', '-D', data, '-U', 'tenantry', '-A', 'trust', '-N', '--no-locale', '-E', 'UTF8');
  const control = (...args: string[]) => run('pg_ctl', '-D', data, '-w', '-l', join(folder, 'log'), ...args);
  const start = () => control('-o', `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off`, 'start');
  const stop = () => control('-m', 'immediate', 'stop');
  start();
  return {
    url: `postgres://tenantry@127.0.0.1:${port}/postgres`,
    start,
    stop,
    remove: () => {
      stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function identity(option: string): string {
  return spawnSync('id', [option, 'postgres'], { encoding: 'utf8' }).stdout.trim();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
