// The closed list of references that a blueprint's environment may hold, as `${database.host}`.
// load checks them against the blueprint, plan replaces them by the tenant's values.

const pattern = /\$\{([^{}]*)\}/g;

/** The references in a value, in order, without their braces. */
export function referencesIn(value: string): string[] {
  return [...value.matchAll(pattern)].map((match) => match[1] ?? '');
}

/** The value with each reference replaced. */
export function replaceReferences(value: string, resolve: (reference: string) => string): string {
  return value.replace(pattern, (_, reference: string) => resolve(reference));
}

/** True where a `${` is left over: it would reach the service to the letter. */
export function hasUnclosedReference(value: string): boolean {
  return value.replace(pattern, '').includes('${');
}
