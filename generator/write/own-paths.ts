// The last wall between a mistake in rendering and another tenant's files: each file must be where its tenant's files are.
import { type Ownership, tryFindOwner } from '../published/layout.js';
import type { RenderedFile, RenderedTenant } from '../synth/rendered.js';

/** Throws for a path that is not the tenant's own, or that two files have; both are mistakes of the program, not of its input. */
export function assertTenantPaths(tenant: RenderedTenant): void {
  assertOnce(tenant.files);
  for (const { path } of tenant.files) {
    const owner = tryFindOwner(path);
    if (owner?.kind !== 'tenant' || owner.id !== tenant.id)
      throw new Error(`${path} is not a file of tenant ${tenant.id}`);
  }
}

/** The same for the platform's files. */
export function assertSharedPaths(files: readonly RenderedFile[]): void {
  assertKind(files, 'shared');
}

/** The same for what is remembered of removed tenants. */
export function assertTombstonePaths(files: readonly RenderedFile[]): void {
  assertKind(files, 'removed');
}

function assertKind(files: readonly RenderedFile[], kind: Ownership['kind']): void {
  assertOnce(files);
  for (const { path } of files) if (tryFindOwner(path)?.kind !== kind) throw new Error(`${path} is not a ${kind} file`);
}

function assertOnce(files: readonly RenderedFile[]): void {
  const seen = new Set<string>();
  for (const { path } of files) {
    if (seen.has(path)) throw new Error(`${path} was rendered twice`);
    seen.add(path);
  }
}
