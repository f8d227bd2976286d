// The later of two times, which are ISO 8601 in UTC with whole seconds and so compare as texts.

/** Clocks differ between git, the cluster and us: what ends never ends before it began. */
export function laterOf(a: string, b: string): string {
  return a > b ? a : b;
}
