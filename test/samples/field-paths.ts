// The fields that objects have, as `Deployment.spec.template.spec.containers[].image`: two sets of objects that have the same ones are
// judged alike by a schema. Keys that people choose are none of them.

interface Kinded {
  readonly kind: string;
}

export function fieldPaths(objects: readonly Kinded[]): Set<string> {
  const paths = new Set<string>();
  for (const { kind, ...fields } of objects) collect(fields, kind, paths);
  return paths;
}

/** Fields whose keys are words of the one who fills them. */
const chosen = /(?:abels|nnotations|\.data|\.parameters|\.hard|\.requests|\.limits)$/;

function collect(value: unknown, path: string, paths: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, `${path}[]`, paths);
  else if (typeof value === 'object' && value !== null && !chosen.test(path))
    for (const [key, inner] of Object.entries(value)) collect(inner, `${path}.${key}`, paths);
  else paths.add(path);
}
