import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { label } from '../../../../constructs/base/schema.js';
import {
  type JsonSchema,
  jsonSchemas,
  type SchemaName,
  schemaFiles,
} from '../../../../generator/read/schema/json-schemas.js';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const names: readonly SchemaName[] = ['tenant', 'platform', 'blueprint', 'policy'];

interface Field {
  readonly path: string;
  readonly schema: JsonSchema;
}

describe('the committed schemas', () => {
  it.each(schemaFiles())('$path is what `npm run schema` would write', ({ path, text }) => {
    expect(read(path)).toBe(text);
  });

  it.each(names)('%s has a title and an id', (name) => {
    expect(jsonSchemas()[name]).toMatchObject({
      title: expect.stringMatching(/^[A-Z]/),
      $id: expect.stringContaining(`/${name}.schema.json`),
    });
  });
});

describe('every field', () => {
  it.each(names)('of %s has a description', (name) => {
    const bare = fieldsOf(jsonSchemas()[name]).filter(({ schema }) => (schema.description ?? '') === '');
    expect(bare.map(({ path }) => path)).toEqual([]);
  });

  it.each(names)('of %s that holds free text or a number has an example or a default', (name) => {
    const bare = fieldsOf(jsonSchemas()[name]).filter(({ schema }) => isFree(schema) && !isShown(schema));
    expect(bare.map(({ path }) => path)).toEqual([]);
  });

  it.each(names)('of %s has only examples that it allows itself', (name) => {
    const ajv = editor();
    const wrong = fieldsOf(jsonSchemas()[name]).flatMap(({ path, schema }) =>
      (schema.examples ?? []).filter((example) => !ajv.validate(schema, example)).map((example) => ({ path, example })),
    );
    expect(wrong).toEqual([]);
  });
});

describe('what editors show', () => {
  it.each(names)('of %s calls each field by its name', (name) => {
    const fields = fieldsOf(jsonSchemas()[name]);
    const other = fields.filter(({ path, schema }) => schema.title !== path.slice(path.lastIndexOf('.') + 1));
    expect(other.map(({ path }) => path)).toEqual([]);
  });

  it.each(names)('of %s says why a text does not fit, in the words of the finding', (name) => {
    const ids = [jsonSchemas()[name].properties?.metadata].flatMap((each) =>
      typeof each === 'object' ? [each.properties?.name] : [],
    );
    const { message } = label().safeParse('No-Label').error?.issues[0] ?? {};
    expect(ids).toEqual([expect.objectContaining({ patternErrorMessage: message })]);
  });

  it('tells the branches of a field apart, and leaves the description to the field', () => {
    const branches = fieldsOf(jsonSchemas().platform)
      .filter(({ path }) => path === 'spec.clusters.*.secretStore')
      .flatMap(({ schema }) => schema.oneOf ?? []);
    expect(branches.map(({ title, description }) => ({ title, description }))).toEqual([
      { title: 'vault' },
      { title: 'aws' },
      { title: 'generated' },
    ]);
  });
});

describe('an editor that knows the schemas', () => {
  const samples = [
    ['platform', 'platform.yaml'],
    ['blueprint', 'blueprints/workshop.yaml'],
    ['tenant', 'tenants/acme-auto.yaml'],
    ['policy', 'policies/own-registry.yaml'],
  ] as const;

  it.each(samples)('accepts the sample %s', (name, file) => {
    const ajv = editor();
    ajv.validate(jsonSchemas()[name], parse(read(file)));
    expect(ajv.errors ?? []).toEqual([]);
  });

  it.each(samples)('refuses an unknown field of a %s', (name, file) => {
    expect(editor().validate(jsonSchemas()[name], { ...parse(read(file)), unknown: 1 })).toBe(false);
  });
});

/** Formats are annotations in Draft 7; the patterns beside them are checked. Editors say the message where one does not fit. */
function editor(): Ajv {
  return new Ajv({ allErrors: true, validateFormats: false }).addVocabulary(['patternErrorMessage']);
}

function fieldsOf(schema: JsonSchema, path: readonly string[] = []): Field[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
    ...(typeof field === 'object' ? [{ path: [...path, name].join('.'), schema: field }] : []),
    ...below(field, [...path, name]),
  ]);
  const branches = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((branch) => below(branch, path));
  return [
    ...own,
    ...below(schema.additionalProperties, [...path, '*']),
    ...below(schema.items, [...path, '*']),
    ...branches,
  ];
}

function below(schema: JsonSchema['items'] | boolean, path: readonly string[]): Field[] {
  if (Array.isArray(schema)) return schema.flatMap((each) => below(each, path));
  return typeof schema === 'object' ? fieldsOf(schema, path) : [];
}

/** Text, a number, or a list of them, where nothing else says which values are meant. */
function isFree(schema: JsonSchema): boolean {
  if (schema.enum !== undefined || schema.const !== undefined) return false;
  if (schema.type === 'array')
    return typeof schema.items === 'object' && !Array.isArray(schema.items) && isFree(schema.items);
  return schema.type === 'string' || schema.type === 'number' || schema.type === 'integer';
}

function isShown(schema: JsonSchema): boolean {
  const items = typeof schema.items === 'object' && !Array.isArray(schema.items) ? schema.items : undefined;
  return [schema.examples, schema.default, items?.examples].some((each) => each !== undefined);
}
