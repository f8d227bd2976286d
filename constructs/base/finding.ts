// A finding: one thing that is wrong or worth knowing, with a stable code and the place in a file that it is about.
// Every stage makes findings and returns them as values; only the CLI shows them.
import { type FindingCode, findingCodes, type Severity } from './finding-codes.js';

/** A place in a source file; line and column count from 1, and are absent where a finding is about the file as a whole. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** One sentence in lower case without a full stop. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  readonly place?: Place;
  /** The tenant that must not go out because of it; absent for a finding about the platform or a blueprint. */
  readonly tenant?: string;
  /** A second place that the message speaks of, as the blueprint's line that a tenant's line disagrees with. */
  readonly related?: Place;
  /** For a finding about a rendered object: path of the file that holds it, from the tree's root. Its place is the line that led to it. */
  readonly manifest?: string;
}

export type FindingDetails = Omit<Finding, 'code' | 'severity'>;

/** Makes a finding; its severity comes from the table of codes. */
export function finding(code: FindingCode, details: FindingDetails): Finding {
  return { code, severity: findingCodes[code].severity, ...details };
}

/** True where one of them keeps something from going out. */
export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((each) => each.severity === 'error');
}

/** Each once, the first of those that say the same of the same place and tenant: two looks at one source find the same. */
export function distinctFindings(findings: readonly Finding[]): Finding[] {
  const byIdentity = new Map(findings.toReversed().map((each) => [identityOf(each), each]));
  return [...byIdentity.values()].toReversed();
}

function identityOf({ code, message, place, tenant, manifest }: Finding): string {
  return JSON.stringify([code, message, place?.file, place?.line, place?.column, tenant, manifest]);
}

/** By file, line, column and code, so that the same findings are always shown in the same order; what is about a whole file comes last of it. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      compare(a.place?.file ?? '', b.place?.file ?? '') ||
      (a.place?.line ?? atTheEnd) - (b.place?.line ?? atTheEnd) ||
      (a.place?.column ?? 0) - (b.place?.column ?? 0) ||
      compare(a.code, b.code) ||
      compare(a.message, b.message),
  );
}

const atTheEnd = Number.MAX_SAFE_INTEGER;

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The message, with the tenant where neither it nor its place tells whom it is about. */
export function aboutWhom({ message, tenant, place }: Pick<Finding, 'message' | 'tenant' | 'place'>): string {
  if (tenant === undefined || place?.file === `tenants/${tenant}.yaml` || message.includes(tenant)) return message;
  return `${tenant}: ${message}`;
}

export interface OutsideDetails {
  /** What to do about it. */
  readonly hint?: string;
  readonly cause?: unknown;
}

export class OutsideError extends Error {
  readonly hint: string | undefined;

  constructor(message: string, details: OutsideDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'OutsideError';
    this.hint = details.hint;
  }
}
