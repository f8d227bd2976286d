// The table of a tenant's fields against the schema: every field of the one is in the other.
import { expect, it } from 'vitest';
import { type JsonSchema, jsonSchemas } from '../../generator/read/schema/json-schemas.js';
import { findDocument } from './markdown.js';

const { tenant } = jsonSchemas();
const [, table = ''] = findDocument('docs/add-a-tenant.md').prose.split('\n## Every field\n');
/** What a row is about, and the fields of it that its text names. */
const rows = [...table.matchAll(/^\| (`.+?) \| (.+) \|$/gm)].flatMap(([, names = '', text = '']) =>
  codesIn(names).map((name) => ({ path: name.replaceAll(/<[^>]+>/g, '*'), fields: codesIn(text) })),
);

it('names every field of the schema', () => {
  const fields = fieldsBelow(schemaAt(tenant, 'spec') ?? {});
  expect(fields).toContain('overrides.services.*.autoscale.min');
  expect(fields.filter((field) => !isNamed(field))).toEqual([]);
});

it('names no field that the schema has not', () => {
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.filter(({ path }) => schemaAt(tenant, `spec.${path}`) === undefined)).toEqual([]);
});

function isNamed(field: string): boolean {
  return rows.some(({ path, fields }) => path === field || fields.some((each) => `${path}.${each}` === field));
}

function codesIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

/** Paths of what holds no further fields; `*` stands for any name. */
function fieldsBelow(schema: JsonSchema, path: readonly string[] = []): string[] {
  const inner = Object.entries(partsOf(schema));
  return inner.length === 0 ? [path.join('.')] : inner.flatMap(([key, each]) => fieldsBelow(each, [...path, key]));
}

function schemaAt(schema: JsonSchema, path: string): JsonSchema | undefined {
  return path.split('.').reduce<JsonSchema | undefined>((each, key) => each && partsOf(each)[key], schema);
}

function partsOf({ properties = {}, additionalProperties }: JsonSchema): Record<string, JsonSchema> {
  const all = { ...properties, '*': additionalProperties };
  return Object.fromEntries(
    Object.entries(all).flatMap(([key, each]) => (typeof each === 'object' ? [[key, each]] : [])),
  );
}
