import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findDocument } from '../docs/markdown.js';
import { LanguageServer, type Position } from './language-server.js';

const root = join(import.meta.dirname, '..', '..');
const samples = {
  tenant: 'tenants/acme-auto.yaml',
  blueprint: 'blueprints/workshop.yaml',
  platform: 'platform.yaml',
  policy: 'policies/own-registry.yaml',
} as const;
type Sample = keyof typeof samples;

/** Neither store is asked which schema a file has. */
const noStores = { schemaStore: { enable: false }, kubernetesCRDStore: { enable: false } };

/** Whatever the server would fetch goes to this proxy, which only counts. */
const requests: string[] = [];
const proxy = createServer((request, response) => {
  requests.push(request.url ?? '');
  response.writeHead(404).end();
}).on('connect', (request, socket) => {
  requests.push(request.url ?? '');
  socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
});

let server: LanguageServer;
beforeAll(async () => {
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  server = await LanguageServer.start({
    yaml: noStores,
    http: { proxy: `http://127.0.0.1:${port}` },
  });
  return async () => {
    await server.stop();
    await new Promise((resolve) => proxy.close(resolve));
  };
});

afterAll(() => {
  expect({ requests, telemetry: server.telemetry }).toEqual({ requests: [], telemetry: [] });
});

let opened = 0;

/** Opens a sample, changed, as a file beside it that is not on the disk: what is found in one never answers for another. */
function open(name: Sample, change: (text: string) => string = (text) => text) {
  opened += 1;
  const path = join(root, dirname(samples[name]), `opened-${opened}.yaml`);
  const text = change(readFileSync(join(root, samples[name]), 'utf8'));
  const diagnostics = server.open(path, text);
  const at = (words: string): Position => positionIn(text, words);
  return {
    /** Lines count from 1, as people count them. */
    faults: async () => (await diagnostics).map(({ message, range }) => ({ line: range.start.line + 1, message })),
    line: (words: string) => at(words).line + 1,
    offered: async (words: string) => {
      await diagnostics;
      return (await server.complete(path, at(words))).map(({ label }) => label);
    },
    hover: async (words: string) => {
      await diagnostics;
      return server.hover(path, at(words));
    },
  };
}

/** Where `|` stands in the words. */
function positionIn(text: string, words: string): Position {
  const [before = '', after = ''] = words.split('|');
  const start = text.indexOf(before + after);
  if (start < 0) throw new Error(`${words} is not in the text`);
  const lines = text.slice(0, start + before.length).split('\n');
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

const withLine = (after: string, line: string) => (text: string) => text.replace(after, `${after}\n${line}`);

describe('the YAML language server', { timeout: 60_000 }, () => {
  it.each(Object.keys(samples) as Sample[])('finds nothing in the sample %s', async (name) => {
    expect(await open(name).faults()).toEqual([]);
  });

  it.each([
    ['tenant', 'spec:', '  |\n', ['lifecycle', 'expiresAt', 'sampleData']],
    ['tenant', '      api: {replicas: 3}', '      web:\n        |\n', ['replicas', 'autoscale', 'resources']],
    ['tenant', 'spec:', '  lifecycle: |\n', ['active', 'suspended', 'offboarding']],
    ['tenant', 'spec:', '  sampleData: |\n', ['true', 'false']],
    ['blueprint', '    api:', '      |\n', ['command', 'args', 'waitsFor']],
    ['blueprint', '\n  secrets:', '    more:\n      |\n', ['from', 'generate']],
    ['policy', 'spec:', '  |\n', ['severity', 'concerns', 'tenants']],
    ['platform', '  guards:', '    |\n', ['changes']],
    ['platform', '  clusters:', '    more:\n      routing:\n        kind: |\n', ['gateway', 'ingress']],
  ] as const)('offers in a %s, below %j, at %j: %j', async (name, after, line, expected) => {
    const { offered } = open(name, withLine(after, line.replace('|', '')));
    expect(await offered(`${after}\n${line}`)).toEqual(expect.arrayContaining([...expected]));
  });

  it.each([
    ['tenant', 'reg|ion:', 'region', 'the region of a cluster in platform.yaml'],
    ['tenant', 'stor|age:', 'storage', 'it can grow and never shrink'],
    ['blueprint', 'scr|atch:', 'scratch', 'everything else is read-only'],
    ['blueprint', 'start|up:', 'startup', 'Whether it has started'],
    ['policy', 'express|ion:', 'expression', 'true where all is well'],
    ['platform', 'graceP|eriod:', 'gracePeriod', 'between the request to offboard and the removal'],
  ] as const)('explains in a %s what %s means', async (name, words, title, description) => {
    const text = await open(name).hover(words);
    expect(text).toContain(`#### ${title}\n`);
    expect(text).toContain(description);
  });

  it.each([
    ['tenant', 'spec:', '  teir: free', 'teir'],
    ['blueprint', '    api:', '      prot: 8080', 'prot'],
    ['policy', 'spec:', '  kind: [Job]', 'kind'],
    ['platform', '  guards:', '    deletion: 1', 'deletion'],
  ] as const)('flags in a %s, below %j, the unknown field of %j', async (name, after, line, field) => {
    const { faults, line: lineOf } = open(name, withLine(after, line));
    expect(await faults()).toEqual([{ line: lineOf(`|${line}`), message: expect.stringContaining(field) }]);
  });

  it.each([
    ['tenant', 'displayName: Acme Auto Repair', 'displayName: [Acme]', 'string'],
    ['tenant', 'owner: {name: Acme office, email: owner@acme-auto.example}', 'owner: Acme', 'owner'],
    ['blueprint', 'port: 8080', 'port: http', 'integer'],
    ['platform', 'deletions: 1', 'deletions: one', 'integer'],
  ] as const)('flags in a %s, in place of %j, the wrong type of %j', async (name, from, to, expected) => {
    const { faults, line } = open(name, (text) => text.replace(from, to));
    expect(await faults()).toEqual([{ line: line(`|${to}`), message: expect.stringContaining(`"${expected}"`) }]);
  });

  it.each(Object.keys(samples) as Sample[])(
    'knows a %s without its first line by the settings in docs/editors.md',
    async (name) => {
      const block = findDocument('docs/editors.md').blocks.find(({ info }) => info === 'json settings');
      const settings = JSON.parse(block?.text ?? '') as Record<string, unknown>;
      const other = await LanguageServer.start({ yaml: { ...noStores, schemas: settings['yaml.schemas'] } }, root);
      const path = join(root, samples[name]);
      const text = readFileSync(path, 'utf8').replace(/^# yaml-language-server.*/, '#');
      const found = await other.open(path, text.replace('\nspec:', '\nunknown: 1\nspec:'));
      await other.stop();
      expect(found.map(({ message }) => message)).toEqual([expect.stringContaining('unknown')]);
    },
  );

  it('says in our words why a text does not fit', async () => {
    const { faults, line } = open('tenant', (text) => text.replace('blueprint: workshop', 'blueprint: Work_Shop'));
    const message = expect.stringMatching(/^must be lower-case letters/);
    expect(await faults()).toEqual([{ line: line('|blueprint: Work_Shop'), message }]);
  });
});
