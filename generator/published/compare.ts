// The one order of paths and ids: by code unit, which no locale changes.

/** For `sort`: below zero where the first comes first. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
