// A cluster's description of one group and version, as /openapi/v3 serves it, cut down to the kinds that Tenantry renders.
// `tenantry schemas pull` fetches it; what is left goes into the cache and from there into schema-check.ts.
import { z } from 'zod';
import { compareText } from '../../constructs/base/order.js';
import { tenantKinds } from '../../constructs/kinds.js';

/** A schema in the dialect of Kubernetes' OpenAPI 3.0. */
export type OpenApiSchema = Readonly<Record<string, unknown>>;

/** The schemas of one group and version. */
export interface SchemaSet {
  /** Kind → name of its schema. */
  readonly kinds: Readonly<Record<string, string>>;
  /** Those of the kinds, and all that they refer to. */
  readonly schemas: Readonly<Record<string, OpenApiSchema>>;
}

const argoCdKinds = ['Application', 'ApplicationSet', 'AppProject'].map((kind) => ({ group: 'argoproj.io', kind }));

/** Every kind that is ever rendered. */
export const renderedKinds = [...tenantKinds, ...argoCdKinds];

/** Where /openapi/v3 lists a group's versions: `api/v1`, `apis/apps/v1`. */
export function isWantedPath(path: string): boolean {
  return renderedKinds.some(({ group }) =>
    group === '' ? path === 'api/v1' : path.startsWith(`apis/${group}/`) && path.split('/').length === 3,
  );
}

const gvk = z.object({ group: z.string(), kind: z.string(), version: z.string() });
const documentSchema = z.object({
  components: z.object({ schemas: z.record(z.string(), z.record(z.string(), z.unknown())) }),
});

/** The wanted part of a document, without its descriptions; undefined where the answer is no such document. */
export function tryReadDocument(document: unknown): SchemaSet | undefined {
  const parsed = documentSchema.safeParse(document);
  if (!parsed.success) return undefined;
  const { schemas } = parsed.data.components;
  const kinds = Object.entries(schemas).flatMap(([name, schema]) =>
    kindOf(schema).map((kind) => [kind, name] as const),
  );
  const needed = reachable(
    schemas,
    kinds.map(([, name]) => name),
  );
  return {
    kinds: sortedRecord(kinds),
    schemas: sortedRecord([...needed].map((name) => [name, withoutProse(schemas[name]) as OpenApiSchema])),
  };
}

function kindOf(schema: OpenApiSchema): string[] {
  const own = z.array(gvk).safeParse(schema['x-kubernetes-group-version-kind']);
  if (!own.success || own.data.length !== 1) return [];
  return own.data
    .filter(({ group, kind }) => renderedKinds.some((each) => each.group === group && each.kind === kind))
    .map(({ kind }) => kind);
}

/** What a `$ref` begins with. */
export const refPrefix = '#/components/schemas/';

function reachable(schemas: Readonly<Record<string, unknown>>, names: readonly string[]): Set<string> {
  const found = new Set<string>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name) || schemas[name] === undefined) continue;
    found.add(name);
    waiting.push(...refsIn(schemas[name]));
  }
  return found;
}

function refsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(refsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    key === '$ref' && typeof each === 'string' ? [each.slice(refPrefix.length)] : refsIn(each),
  );
}

/** A field may be called `description` too: then its value is a schema and no text. */
function withoutProse(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutProse);
  if (typeof value !== 'object' || value === null) return value;
  return sortedRecord(
    Object.entries(value)
      .filter(([key, each]) => !(key === 'description' && typeof each === 'string'))
      .map(([key, each]) => [key, withoutProse(each)]),
  );
}

/** In the order of names, so that the same schemas have the same text and hash. */
function sortedRecord<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => compareText(a, b)));
}
