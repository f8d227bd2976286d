// A GitOps repository as publish sees it: a place with objects, a branch, and a way to move it that fails rather than overwrites.

import { OutsideError } from '../../constructs/base/finding.js';

export interface Repository {
  /** The bare repository on this machine in which commits are made: the repository itself, or its cache. */
  readonly gitDir: string;
  /** SHA of the branch as it is now; `undefined` where it does not exist yet. Its objects are in `gitDir` afterwards. */
  head(): Promise<string | undefined>;
  /** Moves the branch from one commit to its child, unless somebody else was first. Throws OutsideError for any other failure. */
  advance(move: BranchMove): Promise<Moved>;
  /** Lets another run have the cache. */
  close(): void;
}

export interface BranchMove {
  /** `undefined` where the branch did not exist. */
  readonly from: string | undefined;
  readonly to: string;
}

/** `reason` is what git said of the lost race. */
export type Moved = { readonly moved: true } | { readonly moved: false; readonly reason: string };

export interface RepositoryOptions {
  /** A path, made with `git init --bare` on first use, or an https, ssh or file URL. */
  readonly location: string;
  /** Short name, as `main`. */
  readonly branch: string;
  /** Folder for clones of URLs. @default '.tenantry/cache' */
  readonly cacheFolder?: string;
  /** Whether old commits are needed, beside the newest. @default false */
  readonly history?: boolean;
}

/** True for an error of a system call, as ENOSPC of `write`. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

/** The same as an OutsideError, with what to do. */
export function refusedByDisk(cause: NodeJS.ErrnoException): OutsideError {
  return new OutsideError(`the disk refused: ${cause.message}`, {
    hint: 'check free space and permissions of the repository and of .tenantry/, then run again: nothing was published',
    cause,
  });
}
