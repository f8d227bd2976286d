// What the operating system refuses while a repository is opened or kept; it becomes an OutsideError, as git's refusals do.
import { OutsideError } from '../finding/outside-error.js';

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
