// Remembers what a pure function of a text gave back: thousands of tenants ask the same of the same quantities, ranges and expressions.

/** The function with a memory of its last answers, up to a limit that keeps it small. */
export function remembered<Answer>(judge: (text: string) => Answer, most = 10_000): (text: string) => Answer {
  const known = new Map<string, Answer>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined || known.has(text)) return before as Answer;
    const answer = judge(text);
    if (known.size >= most) known.clear();
    known.set(text, answer);
    return answer;
  };
}
