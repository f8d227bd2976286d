// An address asks for what can not be; answered with 400.

export class BadQuery extends Error {
  /** One for each mistake, `size: …`. */
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(mistakes.join('; '));
    this.name = 'BadQuery';
    this.mistakes = mistakes;
  }
}
