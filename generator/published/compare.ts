// The one order of paths and ids: by code unit, which no locale changes.

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
