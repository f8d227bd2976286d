// What a schema says of one of its fields: which names it knows and an example. Asked only for findings.

import { z } from 'zod';
import { memoize } from '../../constructs/base/memoize.js';
import type { SourcePath } from '../../constructs/base/sources.js';

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly examples?: readonly unknown[];
}

/** Names of the fields that may stand below a path. */
export function fieldsBelow(schema: z.ZodType, path: SourcePath): string[] {
  const fields = nodesAt(schema, path).flatMap(alternatives);
  return [...new Set(fields.flatMap((each) => Object.keys(each.properties ?? {})))];
}

/** An example of the value at a path, as one writes it in YAML; undefined where the schema has none. */
export function exampleOf(schema: z.ZodType, path: SourcePath): string | undefined {
  const [example] = nodesAt(schema, path)
    .flatMap((each) => [each, ...alternatives(each)])
    .flatMap((each) => each.examples ?? []);
  return example === undefined ? undefined : typeof example === 'string' ? example : JSON.stringify(example);
}

const jsonSchemaOf = memoize((schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input' }) as JsonSchema);

function nodesAt(schema: z.ZodType, path: SourcePath): JsonSchema[] {
  return path.reduce<JsonSchema[]>(
    (nodes, step) =>
      nodes.flatMap(alternatives).flatMap((each) => {
        const next = typeof step === 'number' ? each.items : (propertyOf(each, step) ?? each.additionalProperties);
        return typeof next === 'object' ? [next] : [];
      }),
    [jsonSchemaOf(schema)],
  );
}

function propertyOf({ properties = {} }: JsonSchema, name: string): JsonSchema | undefined {
  return Object.hasOwn(properties, name) ? properties[name] : undefined;
}

function alternatives(schema: JsonSchema): JsonSchema[] {
  const branches = schema.anyOf ?? schema.oneOf;
  return branches === undefined ? [schema] : branches.flatMap(alternatives);
}
