// A person's own commit in the GitOps repository, past Tenantry: what must do no harm.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Clones, lets `edit` change the working copy, commits and pushes; returns the commit. */
export function editByHand(repository: string, edit: (folder: string) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-e2e-clone-'));
  const git = (...argv: string[]) => execFileSync('git', ['-C', folder, ...argv], { encoding: 'utf8' }).trim();
  try {
    git('clone', '--quiet', '--branch', 'main', repository, '.');
    edit(folder);
    git('add', '--all');
    git('-c', 'user.name=Somebody', '-c', 'user.email=somebody@garage.example', 'commit', '--quiet', '-m', 'By hand');
    git('push', '--quiet', 'origin', 'HEAD:main');
    return git('rev-parse', 'HEAD');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
