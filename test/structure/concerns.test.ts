// A concern is one folder: who adds, changes or removes one finds everything of it there.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { charts } from '../../constructs/charts.js';
import { concerns } from '../../constructs/index.js';
import { kindOf } from '../../constructs/kinds.js';

const root = join(import.meta.dirname, '..', '..');
const concernList = 'constructs/index.ts';
const lists = [concernList, 'constructs/charts.ts'];

/** Files outside a concern's folder that import it, and why; the lists name them all. */
const importers: Readonly<Record<string, readonly string[]>> = {
  // The manifests of Tenantry itself are made of the same classes and rules as those of a tenant.
  'argocd/poller/poller.ts': ['routes'],
  'argocd/poller/workload.ts': ['services'],
  // The command that restores a database edits what a tenant's file says of it.
  'cli/restore/restore.ts': ['database'],
  // The marker tells the poller what is published: every tenant has one, whatever its concerns.
  'generator/render/render-tenant.ts': ['namespace'],
};

/** Files outside its folder that name a kind of an operator's that only one concern has, and why. */
const namers: Readonly<Record<string, readonly string[]>> = {
  // `explain` lists what a tenant's secret store must hold.
  'cli/explain.ts': ['ExternalSecret'],
  // The broker user of a tenant is named by a Secret, which External Secrets makes: the rule reads what it will hold.
  'constructs/messaging/rules.ts': ['ExternalSecret'],
  // Several concerns and Tenantry's own manifests bring objects of Prometheus.
  'constructs/base/resources.ts': ['PodMonitor', 'PrometheusRule', 'ServiceMonitor'],
};

/** Files outside its folder that name an operator, and why. */
const operators: Readonly<Record<string, readonly string[]>> = {
  // Several concerns and Tenantry's own manifests bring objects of Prometheus.
  'constructs/base/resources.ts': ['coreos'],
  // No tenant may have the name of a program of the cluster.
  'generator/plan/reserved-ids.ts': ['cert-manager', 'external-secrets', 'rabbitmq'],
};

const sources = ['constructs', 'argocd', 'generator', 'poller', 'cli'].flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .map((file) => join(room, file))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') })),
);
const names = concerns.map(({ name }) => name);

function concernOf(path: string): string | undefined {
  const [room, folder] = path.split('/');
  return room === 'constructs' && folder !== undefined && names.includes(folder) ? folder : undefined;
}

function importsOf(file: string, text: string): string[] {
  return [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map((match) =>
    relative(root, join(root, dirname(file), match[1] ?? '')),
  );
}

function asRecord(found: readonly (readonly [file: string, names: readonly string[]])[]) {
  return Object.fromEntries(
    found.filter(([, each]) => each.length > 0).map(([file, each]) => [file, [...each].sort()]),
  );
}

describe('a concern', () => {
  it('has a folder of its name', () => {
    const folders = readdirSync(join(root, 'constructs'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'base')
      .map(({ name }) => name);
    expect([...names].sort()).toEqual(folders.sort());
  });

  it('is imported by the lists of concerns and charts, and by no file of another room or concern but those named here', () => {
    const found = sources
      .filter(({ file }) => !lists.includes(file))
      .map(({ file, text }) => {
        const reached = importsOf(file, text).flatMap((path) => concernOf(path) ?? []);
        return [file, [...new Set(reached)].filter((name) => name !== concernOf(file))] as const;
      });
    expect(asRecord(found)).toEqual(importers);
  });

  it('has its chart in the list of charts, and loads nothing of cdk8s without it', () => {
    expect(Object.keys(charts)).toEqual(names);
    expect(Object.fromEntries(sources.map(({ file, text }) => [file, packagesOf(text)]))).toMatchObject({
      'constructs/charts.ts': [],
      'constructs/base/resources.ts': ['cdk8s'],
    });
    const loaded = loadedBy(concernList);
    expect(loaded.length).toBeGreaterThan(100);
    expect(loaded.filter((file) => packagesOf(textOf(file)).length > 0)).toEqual([]);
  });

  it('shows authors of own constructs all that it tells of a tenant', () => {
    const telling = sources.filter(
      ({ file, text }) => concernOf(file) !== undefined && text.includes("declare module '../base/tenant.js'"),
    );
    const exported = readFileSync(join(root, concernList), 'utf8');
    const hidden = telling.filter(
      ({ file }) =>
        !exported.includes(`export type * from './${relative('constructs', file).replace(/\.ts$/, '.js')}';`),
    );
    expect(telling).not.toEqual([]);
    expect(hidden.map(({ file }) => file)).toEqual([]);
  });

  it('keeps to itself what it has of its operator’s kinds', () => {
    const owners = new Map<string, string[]>();
    for (const { name, kinds } of concerns)
      for (const key of Object.keys(kinds)) {
        const [group = '', kind = ''] = key.split('/');
        if (group.includes('.') && !group.endsWith('.k8s.io')) owners.set(kind, [...(owners.get(kind) ?? []), name]);
      }
    const found = sources.map(({ file, text }) => {
      const own = concernOf(file);
      const named = [...owners]
        .filter(([kind, [owner, ...others]]) => others.length === 0 && owner !== own && quotes(text, kind))
        .map(([kind]) => kind);
      return [file, named] as const;
    });
    expect(asRecord(found)).toEqual(namers);
  });

  it('keeps to itself the name of its operator', () => {
    const owners = new Map<string, ReadonlySet<string>>();
    for (const { name, kinds } of concerns)
      for (const key of Object.keys(kinds)) {
        const domain = key.slice(0, key.indexOf('/')).split('.');
        const word = domain.at(-2);
        if (word !== undefined && word !== 'k8s') owners.set(word, new Set([...(owners.get(word) ?? []), name]));
      }
    expect([...owners.keys()]).toEqual(expect.arrayContaining(['cnpg', 'mariadb', 'rabbitmq']));
    const found = sources.map(({ file, text }) => {
      const code = text.replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, '');
      const named = [...owners].filter(([word, own]) => !own.has(concernOf(file) ?? '') && code.includes(word));
      return [file, named.map(([word]) => word)] as const;
    });
    expect(asRecord(found)).toEqual(operators);
  });

  it('has each of its kinds in one table', () => {
    const keys = concerns.flatMap(({ kinds }) => Object.keys(kinds));
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    expect(
      keys.every((key) => kindOf({ group: key.slice(0, key.indexOf('/')), kind: key.slice(key.indexOf('/') + 1) })),
    ).toBe(true);
  });
});

const textOf = (file: string) => sources.find((each) => each.file === file)?.text ?? '';

/** Which packages of cdk8s a file loads when it runs. */
function packagesOf(text: string): string[] {
  return loadedPaths(text).filter((path) => ['cdk8s', 'cdk8s-plus-29', 'constructs'].includes(path));
}

/** What a file imports when it runs: all but types. */
function loadedPaths(text: string): string[] {
  return [...text.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^']+)'/gm)].map(([, path = '']) => path);
}

/** A file, and all files that come with it. */
function loadedBy(file: string, loaded = new Set<string>()): string[] {
  if (loaded.has(file)) return [];
  loaded.add(file);
  for (const path of loadedPaths(textOf(file)))
    if (path.startsWith('.')) loadedBy(join(dirname(file), path).replace(/\.js$/, '.ts'), loaded);
  return [...loaded];
}

/** Whether a text has a kind as a string of its own, or at the end of a key such as `group/Kind`. */
function quotes(text: string, kind: string): boolean {
  return new RegExp(`['"\`](?:[a-z0-9.]*/)?${kind}['"\`]`).test(text);
}
