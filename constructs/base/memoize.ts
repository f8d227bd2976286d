// Memoises pure functions: tenants share most quantities, ranges and expressions, and lists are derived again from the same objects.

interface MemoizeOptions<Input> {
  /** The text that an answer follows from. @default the input, where it is a text */
  readonly by?: (input: Input) => string;
  /** Answers that are kept; beyond that all are forgotten. @default 10000 */
  readonly most?: number;
}

/** The function with its answers kept: for an object as long as it lives, for all else by its text. */
export function memoize<Answer>(
  answerTo: (text: string) => Answer,
  options?: MemoizeOptions<string>,
): (text: string) => Answer;
export function memoize<Input extends object, Answer>(
  answerTo: (input: Input) => Answer,
  options?: MemoizeOptions<Input>,
): (input: Input) => Answer;
export function memoize<Input, Answer>(
  answerTo: (input: Input) => Answer,
  { by, most = 10_000 }: MemoizeOptions<Input> = {},
): (input: Input) => Answer {
  const answers = new Map<unknown, Answer>();
  const ofObjects = new WeakMap<object, Answer>();
  return (input) => {
    const key = by?.(input) ?? input;
    const isObject = typeof key === 'object' && key !== null;
    const before = isObject ? ofObjects.get(key) : answers.get(key);
    if (before !== undefined || (isObject ? ofObjects.has(key) : answers.has(key))) return before as Answer;
    const answer = answerTo(input);
    if (!isObject && answers.size >= most) answers.clear();
    if (isObject) ofObjects.set(key, answer);
    else answers.set(key, answer);
    return answer;
  };
}
