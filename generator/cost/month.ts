// A calendar month in UTC: the period of a bill.

export interface Month {
  /** As `2026-11`. */
  readonly name: string;
  /** ISO date of its last day. */
  readonly lastDay: string;
  /** Seconds since 1970. */
  readonly start: number;
  /** Exclusive; seconds since 1970. */
  readonly end: number;
}

/** The month of a text such as `2026-11`; undefined for any other text. */
export function tryParseMonth(text: string): Month | undefined {
  const match = /^([12][0-9]{3})-(0[1-9]|1[0-2])$/.exec(text);
  if (match === null) return undefined;
  const [year, month] = [Number(match[1]), Number(match[2])];
  const [start, end] = [Date.UTC(year, month - 1), Date.UTC(year, month)];
  const lastDay = new Date(end - 1).toISOString().slice(0, 10);
  return { name: text, lastDay, start: start / 1000, end: end / 1000 };
}
