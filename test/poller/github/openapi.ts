// GitHub's own OpenAPI description, cut by cut-openapi.mjs to what we ask for: schemas of requests and responses as validators,
// and its examples.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';

interface Schema {
  readonly [key: string]: unknown;
}

interface Body {
  readonly content?: {
    readonly 'application/json'?: { readonly schema: Schema; readonly examples?: Record<string, Schema> };
  };
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: Schema;
}

interface Operation {
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: Body;
  readonly responses: Readonly<Record<string, (Body & { readonly $ref?: string }) | undefined>>;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation | undefined>> | undefined>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, Schema>>>>;
}

const description: Description = JSON.parse(readFileSync(join(import.meta.dirname, 'github-api.json'), 'utf8'));

/** Formats are GitHub's own affair; `nullable` is JSON Schema's null here. */
const ajv = new Ajv({ strict: false, validateFormats: false });
const compiled = new Map<string, ValidateFunction>();

/** What is wrong with a request, a line each; empty where it is as GitHub describes it. */
export function requestFaults(method: string, path: string, query: URLSearchParams, body: unknown): string[] {
  const operation = operationOf(method, path);
  const schema = operation.requestBody?.content?.['application/json']?.schema;
  return [
    ...queryFaults(operation, query),
    ...(schema === undefined ? [] : faults(`${method} ${path} request`, schema, body ?? {})),
  ];
}

/** What is wrong with a response of the fake; GitHub describes no body for some of its refusals. */
export function responseFaults(method: string, path: string, status: number, body: unknown): string[] {
  const response = operationOf(method, path).responses[String(status)];
  if (response === undefined) return status >= 400 ? [] : [`${method} ${path} never answers ${status}`];
  const schema = resolved(response).content?.['application/json']?.schema;
  return schema === undefined ? [] : faults(`${method} ${path} ${status}`, schema, body);
}

/** The description's own example of an answer. */
export function example(method: string, path: string, status: number, name = 'default'): Record<string, unknown> {
  const found = operationOf(method, path).responses[String(status)]?.content?.['application/json']?.examples?.[name];
  const { value } = resolved(found ?? {});
  if (typeof value !== 'object' || value === null) throw new Error(`${method} ${path} has no example ${name}`);
  return structuredClone(value) as Record<string, unknown>;
}

function operationOf(method: string, path: string): Operation {
  const operation = description.paths[path]?.[method.toLowerCase()];
  if (operation === undefined) throw new Error(`GitHub has no ${method} ${path}`);
  return operation;
}

function queryFaults({ parameters = [] }: Operation, query: URLSearchParams): string[] {
  const known = new Map(
    parameters
      .map((each) => resolved(each) as Parameter)
      .filter((each) => each.in === 'query')
      .map((each) => [each.name, each.schema]),
  );
  return [...query].flatMap(([name, text]) => {
    const schema = known.get(name);
    if (schema === undefined) return [`there is no parameter ${name}`];
    return faults(`parameter ${JSON.stringify(schema)}`, schema, schema.type === 'integer' ? Number(text) : text);
  });
}

function faults(key: string, schema: Schema, data: unknown): string[] {
  const validate = compiled.get(key) ?? ajv.compile(selfContained(schema));
  compiled.set(key, validate);
  return validate(data)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${key}: ${instancePath} ${message}`);
}

/** The schema with all it refers to below `components`, and `nullable` as JSON Schema says it. */
function selfContained(schema: Schema): Schema {
  const schemas: Record<string, unknown> = {};
  const collect = (value: unknown): void => {
    for (const name of referencesIn(value)) {
      if (name in schemas) continue;
      const found = description.components.schemas?.[name];
      schemas[name] = withNull(found);
      collect(found);
    }
  };
  collect(schema);
  return { ...(withNull(schema) as Schema), components: { schemas } };
}

function referencesIn(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
    (match) => match[1] ?? '',
  );
}

function withNull(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNull);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, example: _example, ...rest } = value as Schema;
  const inner = Object.fromEntries(Object.entries(rest).map(([key, each]) => [key, withNull(each)]));
  return nullable === true ? { anyOf: [{ type: 'null' }, inner] } : inner;
}

/** Follows a reference to a shared part of the description. */
function resolved<T extends object>(value: T | { readonly $ref: string }): T {
  if (!('$ref' in value) || typeof value.$ref !== 'string') return value as T;
  const [kind = '', name = ''] = value.$ref.split('/').slice(2);
  return description.components[kind]?.[name] as T;
}
