// Writes report.json, and reads it from a folder that strangers may have filled: only a plain file of limited size, and no link.
import { closeSync, constants, fstatSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OutsideError } from '../../../constructs/base/finding.js';
import { type Report, reportLimits, reportSchema } from './report-schema.js';

export const reportFile = 'report.json';

/** Throws OutsideError where the disk refuses. */
export function writeReport(folder: string, report: Report): void {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, reportFile), `${JSON.stringify(report)}\n`);
  } catch (cause) {
    throw new OutsideError(`the report can not be written: ${reasonOf(cause)}`, {
      hint: 'name a folder that may be written with --report',
      cause,
    });
  }
}

/** Throws OutsideError for what is no report. */
export function readReport(folder: string): Report {
  const path = join(folder, reportFile);
  const result = reportSchema.safeParse(parsed(path));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw refused(path, `${issue?.path.map(String).join('.') || 'the whole'}: ${issue?.message ?? 'is not allowed'}`);
}

function parsed(path: string): unknown {
  const text = readPlainFile(path);
  try {
    return JSON.parse(text);
  } catch {
    throw refused(path, 'it is not JSON');
  }
}

function readPlainFile(path: string): string {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (cause) {
    throw refused(path, reasonOf(cause), cause);
  }
  try {
    const facts = fstatSync(file);
    if (!facts.isFile()) throw refused(path, 'it is not a file');
    if (facts.size > reportLimits.bytes) throw refused(path, `it is larger than ${reportLimits.bytes / 2 ** 20} MB`);
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

function refused(path: string, reason: string, cause?: unknown): OutsideError {
  return new OutsideError(`${path} can not be used: ${reason}`, {
    hint: 'give the folder that `tenantry validate --report <folder>` of the same version filled; nothing was written to GitHub',
    cause,
  });
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
