// A bare GitOps repository with tenants that hold next to nothing, published by plain git.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { layout } from '../../../generator/tree/layout.js';
import { temporaryFolder } from '../../temporary-folder.js';

export class GitOpsFixture {
  readonly folder = temporaryFolder();
  readonly #checkout = temporaryFolder();
  #count = 0;

  constructor() {
    execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', this.folder]);
    execFileSync('git', ['clone', '--quiet', this.folder, this.#checkout], { stdio: 'ignore' });
    this.#git('checkout', '--quiet', '-B', 'main');
  }

  /** Changes these tenants' manifests; gives the commit. */
  publish(tenants: readonly string[], trailers?: string): string {
    this.#count += 1;
    for (const tenant of tenants) {
      this.#write(layout.concern('eu', tenant, 'services'), `count: ${this.#count}\n`);
      this.#write(layout.index('eu', 'set-0', tenant), JSON.stringify(entry(tenant)));
    }
    return this.#commit(trailers === undefined ? '' : `\n\n${trailers}`);
  }

  remove(tenant: string): string {
    rmSync(join(this.#checkout, layout.tenantFolder('eu', tenant)), { recursive: true });
    rmSync(join(this.#checkout, layout.index('eu', 'set-0', tenant)));
    return this.#commit('');
  }

  resetTo(commit: string): void {
    this.#git('reset', '--quiet', '--hard', commit);
  }

  #commit(trailers: string): string {
    this.#git('add', '--all');
    const who = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@garage.example'];
    this.#git(...who, 'commit', '--quiet', '-m', `publish${trailers}`);
    this.#git('push', '--quiet', '--force', 'origin', 'HEAD:main');
    return this.#git('rev-parse', 'HEAD');
  }

  #git(...argv: string[]): string {
    return execFileSync('git', ['-C', this.#checkout, ...argv], { encoding: 'utf8' }).trim();
  }

  #write(path: string, text: string): void {
    mkdirSync(dirname(join(this.#checkout, path)), { recursive: true });
    writeFileSync(join(this.#checkout, path), text);
  }
}

function entry(tenant: string): object {
  return {
    tenant,
    displayName: tenant,
    namespace: `tenant-${tenant}`,
    folder: layout.tenantFolder('eu', tenant),
    cluster: 'eu',
    region: 'eu',
    product: 'workshop',
    tier: 'free',
    ring: 'stable',
    lifecycle: 'active',

    owner: '',
    url: `https://${tenant}.example`,
    dashboard: '',
    offboardedOn: '',
    claims: [],
    storage: '',
    digest: 'd1',
  };
}
