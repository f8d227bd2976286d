// Gathers what changed for a moment, so that a storm of events becomes a few batches; nothing is given before it is opened.

export class Coalesced {
  #names = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #isOpen = false;
  readonly #give: (names: ReadonlySet<string>) => void;
  readonly #gather: number;

  /** @param gather Milliseconds between the first change and the batch that it is in. */
  constructor(give: (names: ReadonlySet<string>) => void, gather: number) {
    this.#give = give;
    this.#gather = gather;
  }

  add(name: string): void {
    this.#names.add(name);
    if (this.#isOpen) this.#timer ??= setTimeout(() => this.flush(), this.#gather);
  }

  /** The first time, what was gathered so far is given even if that is nothing. */
  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#deliver();
  }

  flush(): void {
    if (this.#isOpen && this.#names.size > 0) this.#deliver();
  }

  /** What has not been given yet never is. */
  stop(): void {
    this.#isOpen = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #deliver(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const names = this.#names;
    this.#names = new Set();
    this.#give(names);
  }
}
