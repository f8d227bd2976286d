// A cluster or an Argo CD that does not answer as it should; whoever watches goes on trying, whoever was asked once says so.

export class Unreachable extends Error {
  /** HTTP status, where there was an answer. */
  readonly status: number | undefined;

  constructor(message: string, options: { readonly status?: number; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'Unreachable';
    this.status = options.status;
  }
}
