// A platform for one run: a copy of the sample one with names of its own, a bare GitOps repository beside it, and two tenants
// more. The real command line publishes it.
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Document, parse, parseAllDocuments, parseDocument } from 'yaml';
import type { IndexEntry } from '../../argocd/index-entry.js';
import type { KubeObject } from './kube-client.js';

const root = join(import.meta.dirname, '..', '..');
const program = join(root, 'build', 'cli', 'main.js');
const run = promisify(execFile);

/** What `tenantry publish --output json` says. */
export interface Published {
  readonly outcome: string;
  /** Present where the outcome is `committed`. */
  readonly commit?: string;
  readonly tenants: Readonly<Record<'added' | 'changed' | 'removed' | 'unchanged' | 'kept', readonly string[]>>;
  readonly findings: readonly { readonly code: string; readonly tenant?: string }[];
}

export interface RenderedObject {
  /** From the root of the GitOps repository. */
  readonly path: string;
  readonly object: KubeObject & { readonly metadata: { readonly name: string; readonly namespace?: string } };
}

export class SamplePlatform {
  /** Unlike that of any other run, so that what one leaves behind is not in the next one's way. */
  readonly name = `e2e-${Math.random().toString(36).slice(2, 7)}`;
  readonly folder = mkdtempSync(join(tmpdir(), 'tenantry-e2e-'));
  readonly repositoryFolder = join(this.folder, 'gitops.git');
  readonly repository = `file://${this.repositoryFolder}`;

  constructor() {
    for (const each of ['platform.yaml', 'blueprints', 'tenants'])
      cpSync(join(root, each), join(this.folder, each), { recursive: true });
    this.edit('platform.yaml', [
      [['metadata', 'name'], this.name],
      [['spec', 'namespacePrefix'], `${this.name}-`],
      [['spec', 'gitops', 'repository'], this.repository],
      // By its path, so that the first publish makes it.
      [['spec', 'gitops', 'pushTo'], this.repositoryFolder],
    ]);
  }

  /** The name of a tenant's namespace, Application and AppProject. */
  namespaceOf(tenant: string): string {
    return `${this.name}-${tenant}`;
  }

  edit(file: string, changes: readonly (readonly [path: readonly string[], value: unknown])[]): void {
    const path = join(this.folder, file);
    const document = parseDocument(readFileSync(path, 'utf8'));
    for (const [key, value] of changes) document.setIn(key, value);
    writeFileSync(path, document.toString());
  }

  addTenant(id: string, spec: object): void {
    const document = new Document({ apiVersion: 'tenantry.dev/v1', kind: 'Tenant', metadata: { name: id }, spec });
    writeFileSync(join(this.folder, 'tenants', `${id}.yaml`), document.toString());
  }

  /** Ids of all tenant files. */
  tenants(): string[] {
    return readdirSync(join(this.folder, 'tenants')).map((file) => file.replace(/\.yaml$/, ''));
  }

  removeTenant(id: string): void {
    rmSync(join(this.folder, 'tenants', `${id}.yaml`));
  }

  readBlueprint(name: string): unknown {
    return parse(readFileSync(join(this.folder, 'blueprints', `${name}.yaml`), 'utf8'));
  }

  async publish(): Promise<Published> {
    return JSON.parse(await this.#run('publish', '--output', 'json')) as Published;
  }

  /** Publishes what must make a commit; returns it. */
  async commit(): Promise<string> {
    const published = await this.publish();
    if (published.commit === undefined) throw new Error(`nothing was committed: ${JSON.stringify(published)}`);
    return published.commit;
  }

  /** Gives the commit that lets Argo CD try a tenant again. */
  async retry(tenant: string): Promise<string> {
    const { commit } = JSON.parse(await this.#run('retry', tenant, '--output', 'json')) as { commit?: string };
    if (commit === undefined) throw new Error(`nothing was committed for ${tenant}`);
    return commit;
  }

  /** Begins a database anew with its backup, or ends that; in the tenant's file. */
  async restore(tenant: string, ...options: readonly string[]): Promise<void> {
    await this.#run('restore', tenant, ...options);
  }

  async bootstrap(): Promise<KubeObject[]> {
    return objectsIn(await this.#run('bootstrap'));
  }

  /** Every object of the published tree, without the index. */
  rendered(): RenderedObject[] {
    return this.#published('.yaml').flatMap(({ path, text }) => objectsIn(text).map((object) => ({ path, object })));
  }

  renderedOf(tenant: string): RenderedObject['object'][] {
    return this.rendered().flatMap(({ path, object }) => (path.includes(`/tenants/${tenant}/`) ? [object] : []));
  }

  index(): IndexEntry[] {
    return this.#published('.json')
      .filter(({ path }) => path.includes('/index/'))
      .map(({ text }) => JSON.parse(text) as IndexEntry);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** @returns What the command says; an exit code other than 0 is an error that says it too. */
  async #run(command: string, ...options: readonly string[]): Promise<string> {
    const argv = [program, command, '-C', this.folder, ...options];
    const ended = await run(process.execPath, argv).catch((error: { stdout: string; stderr: string }) => {
      throw new Error(`tenantry ${command} failed:\n${error.stdout}${error.stderr}`);
    });
    return ended.stdout;
  }

  #published(extension: string): { path: string; text: string }[] {
    const tree = join(this.folder, 'dist');
    return readdirSync(tree, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith(extension))
      .map((path) => ({ path, text: readFileSync(join(tree, path), 'utf8') }));
  }
}

function objectsIn(text: string): RenderedObject['object'][] {
  return parseAllDocuments(text).map((document) => document.toJS() as RenderedObject['object']);
}
