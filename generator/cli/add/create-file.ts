// Writes one new file, whole or not at all, and never over another.
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { OutsideError } from '../../finding/outside-error.js';
import { UsageError } from '../usage-error.js';

/** Throws UsageError where the file exists, also where somebody made it a moment ago. */
export function createFile(path: string, text: string): void {
  const descriptor = open(path);
  try {
    writeFileSync(descriptor, text);
  } catch (cause) {
    rmSync(path, { force: true });
    throw refusal(path, cause);
  } finally {
    closeSync(descriptor);
  }
}

function open(path: string): number {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, 'wx');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')
      throw new UsageError(`${path} exists already, and is never overwritten`);
    throw refusal(path, cause);
  }
}

function refusal(path: string, cause: unknown): OutsideError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new OutsideError(`can not write ${path}: ${reason}`, {
    hint: 'check that you may write there, and that the disk is not full',
    cause,
  });
}
