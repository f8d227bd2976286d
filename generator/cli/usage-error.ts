// The command was called in a way that can not be meant; the CLI exits with 2.

export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
