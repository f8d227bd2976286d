// The jobs of the store, as their Pods would run them, on a WordPress that is only a folder: whatever happened before, the shop ends up
// the same, and nothing is there twice.
import { execFile } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { temporaryFolder } from '../temporary-folder.js';

const run = promisify(execFile);
const repository = join(import.meta.dirname, '..', '..');

interface Job {
  readonly command: readonly [string, ...string[]];
  readonly args: readonly string[];
}

const { jobs } = parse(readFileSync(join(repository, 'blueprints', 'store.yaml'), 'utf8')).spec as {
  readonly jobs: Readonly<Record<string, Job>>;
};
const password = 'a "$password" with \'quotes\' \\ and `more`';

/** A WordPress in a folder of its own. */
class FakeWordPress {
  readonly #folder = temporaryFolder();

  constructor() {
    mkdirSync(join(this.#folder, 'bin'));
    mkdirSync(join(this.#folder, 'html'));
    copyFileSync(join(import.meta.dirname, 'fake-wp'), join(this.#folder, 'bin', 'wp'));
  }

  /** Another one in the same state. */
  copy(): FakeWordPress {
    const other = new FakeWordPress();
    cpSync(this.#folder, other.#folder, { recursive: true });
    return other;
  }

  /** @returns The exit code. */
  async run(name: string, failAt = 0): Promise<number> {
    const job = jobs[name];
    if (job === undefined) throw new Error(`the store has no job ${name}`);
    const [shell, ...flags] = job.command;
    const script = job.args.map((arg) => arg.replaceAll('/var/www/html', join(this.#folder, 'html')));
    writeFileSync(join(this.#folder, 'commands.log'), '');
    const env = {
      PATH: `${join(this.#folder, 'bin')}:${process.env['PATH']}`,
      FAKE_WORDPRESS: this.#folder,
      FAIL_AT: String(failAt),
      STORE_URL: 'https://demo.example',
      STORE_NAME: 'Demo Store & Söhne',
      ADMIN_EMAIL: 'owner@demo.example',
      ADMIN_PASSWORD: password,
    };
    return run(shell, [...flags, ...script], { env }).then(
      () => 0,
      (error: { code: number }) => error.code,
    );
  }

  commands(): string[] {
    return readFileSync(join(this.#folder, 'commands.log'), 'utf8').trim().split('\n');
  }

  /** What is in the shop, as `options/blogname`. */
  shop(): Record<string, string> {
    const shop = join(this.#folder, 'shop');
    const files = readdirSync(shop, { recursive: true, encoding: 'utf8' }).filter((file) => /.\/./.test(file));
    return Object.fromEntries(files.sort().map((file) => [file, readFileSync(join(shop, file), 'utf8')]));
  }
}

async function sound(): Promise<FakeWordPress> {
  const wordpress = new FakeWordPress();
  expect([await wordpress.run('install'), await wordpress.run('sample-data')]).toEqual([0, 0]);
  return wordpress;
}

describe('the jobs of the store', () => {
  it('make a shop with products and cash on delivery', async () => {
    const shop = (await sound()).shop();
    expect(shop).toMatchObject({
      'options/blogname': 'Demo Store & Söhne',
      'options/siteurl': 'https://demo.example',
      'users/administrator': password,
      'gateways/cod': 'true',
    });
    expect(Object.keys(shop).filter((file) => file.startsWith('products/')).length).toBeGreaterThan(3);
  });

  it('change nothing when they run again', async () => {
    const wordpress = await sound();
    const before = wordpress.shop();
    expect([await wordpress.run('install'), await wordpress.run('sample-data')]).toEqual([0, 0]);
    expect(wordpress.shop()).toEqual(before);
  });

  it.each(['install', 'sample-data'])('%s ends with the same shop wherever it broke off before', async (name) => {
    const reference = await sound();
    const start = new FakeWordPress();
    if (name === 'sample-data') await start.run('install');
    const fresh = start.copy();
    await fresh.run(name);
    const steps = fresh.commands().length;
    for (let failAt = 1; failAt <= steps; failAt++) {
      const wordpress = start.copy();
      await wordpress.run(name, failAt);
      expect([await wordpress.run('install'), await wordpress.run('sample-data')]).toEqual([0, 0]);
      expect(wordpress.shop()).toEqual(reference.shop());
    }
  });

  it('leave away what people have deleted since', async () => {
    const wordpress = await sound();
    const before = wordpress.commands().length;
    expect(await wordpress.run('sample-data')).toBe(0);
    expect(wordpress.commands()).toEqual(['option get tenantry_sample_data']);
    expect(before).toBeGreaterThan(5);
  });

  it('give the password to no command line', async () => {
    const wordpress = new FakeWordPress();
    await wordpress.run('install');
    expect(wordpress.commands().join('\n')).not.toContain(password);
  });
});
