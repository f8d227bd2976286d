// Something outside failed: git, the disk, the network, a cluster. The CLI shows it with its hint and exits 3.

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
