// Kubernetes' dialect of OpenAPI 3.0 → JSON Schema as ajv reads it, as strict as the API server's fieldValidation=Strict.
// Sources: kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions (structural schemas, pruning,
// nullable, embedded resources) and k8s.io/kube-openapi (how built-in types are described). Rules in CEL are left to the server.

import { isIPv4, isIPv6 } from 'node:net';
import type { Format } from 'ajv';
import type { OpenApiSchema } from './open-api.js';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** A schema of components.schemas, by its name there. */
export function convertSchema(name: string, schema: OpenApiSchema): JsonSchema {
  if (name === quantityName) return { type: ['string', 'number'], pattern: quantityPattern };
  return convert(schema, { structural: !isBuiltIn(name) });
}

/** True for the API server's own types; whatever else has a name came from a CRD, and its schema is structural. */
export function isBuiltIn(name: string): boolean {
  return builtIn.test(name);
}

const builtIn = /^io\.k8s\.(?:api|apimachinery|kube-aggregator|apiextensions-apiserver)\./;

const quantityName = 'io.k8s.apimachinery.pkg.api.resource.Quantity';
/** k8s.io/apimachinery/pkg/api/resource/quantity.go says so in words and parses it by hand. */
const quantityPattern = '^[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$';

interface Context {
  /** True where fields that are not named are unknown, even where none is named. */
  readonly structural: boolean;
}

/** Keywords that mean the same in both dialects. */
const kept = [
  ...['type', 'enum', 'minimum', 'maximum', 'multipleOf', 'minLength', 'maxLength'],
  ...['minItems', 'maxItems', 'minProperties', 'maxProperties', 'uniqueItems'],
] as const;

function convert(schema: OpenApiSchema, context: Context): JsonSchema {
  if (typeof schema.$ref === 'string') return { $ref: schema.$ref };
  const embedded = schema['x-kubernetes-embedded-resource'] === true;
  const own = valueKeywords(schema, context);
  const properties = propertiesOf(schema, embedded, context);
  const required = requiredOf(schema, embedded, context);
  return {
    ...own,
    properties,
    required: required.length > 0 ? required : undefined,
    ...additionalOf(schema, properties, context),
    items: isSchema(schema.items) ? convert(schema.items, context) : undefined,
    ...junctors(schema),
  };
}

function valueKeywords(schema: OpenApiSchema, { structural }: Context): Record<string, unknown> {
  const { format, pattern } = schema;
  // Null stands for the default where there is one.
  const nullable = schema.nullable === true || (structural && schema.default !== undefined);
  const same = kept.filter((key) => schema[key] !== undefined).map((key) => [key, schema[key]] as const);
  const untyped = schema.type === undefined && schema['x-kubernetes-int-or-string'] === true;
  return {
    ...Object.fromEntries(same),
    type: untyped ? ['integer', 'string'] : schema.type,
    enum: Array.isArray(schema.enum) && nullable ? [...schema.enum, null] : schema.enum,
    nullable: nullable && schema.type !== undefined ? nullable : undefined,
    format: typeof format === 'string' && Object.hasOwn(formats, format) ? format : undefined,
    pattern: typeof pattern === 'string' && isRegExp(pattern) ? pattern : undefined,
    ...exclusive(schema, 'minimum', 'exclusiveMinimum'),
    ...exclusive(schema, 'maximum', 'exclusiveMaximum'),
  };
}

/** OpenAPI 3.0 says by a boolean whether a bound itself is excluded; JSON Schema names the bound. */
function exclusive(schema: OpenApiSchema, bound: string, key: string): Record<string, unknown> {
  return schema[key] === true && schema[bound] !== undefined ? { [key]: schema[bound] } : {};
}

/** Go's RE2 knows a little that JavaScript does not: such a pattern is left to the server. */
function isRegExp(pattern: string): boolean {
  try {
    return new RegExp(pattern) !== undefined;
  } catch {
    return false;
  }
}

function propertiesOf(
  { properties }: OpenApiSchema,
  embedded: boolean,
  context: Context,
): Record<string, JsonSchema> | undefined {
  if (!isSchema(properties) && !embedded) return undefined;
  const own = Object.entries(isSchema(properties) ? properties : {}).filter((entry): entry is [string, OpenApiSchema] =>
    isSchema(entry[1]),
  );
  return {
    ...(embedded ? { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: { type: 'object' } } : {}),
    ...Object.fromEntries(own.map(([name, schema]) => [name, convert(schema, context)])),
  };
}

/** A structural schema's defaults are filled in before it is checked. */
function requiredOf({ required, properties }: OpenApiSchema, embedded: boolean, { structural }: Context): string[] {
  const names = Array.isArray(required) ? (required as string[]) : [];
  const optional = (name: string) => {
    const field = isSchema(properties) ? properties[name] : undefined;
    return structural && isSchema(field) && field.default !== undefined;
  };
  return [...new Set([...(embedded ? ['apiVersion', 'kind'] : []), ...names.filter((name) => !optional(name))])];
}

function additionalOf(
  schema: OpenApiSchema,
  properties: object | undefined,
  context: Context,
): { additionalProperties?: boolean | JsonSchema } {
  const { additionalProperties: additional } = schema;
  if (isSchema(additional)) return { additionalProperties: convert(additional, context) };
  if (additional !== undefined || schema['x-kubernetes-preserve-unknown-fields'] === true) return {};
  const isObject = properties !== undefined || (context.structural && schema.type === 'object');
  return isObject ? { additionalProperties: false } : {};
}

/** `allOf` around one reference is how a default is put beside it; all else restricts values and names no fields. */
function junctors(schema: OpenApiSchema): Record<string, unknown> {
  const lists = (['allOf', 'anyOf', 'oneOf'] as const).flatMap((key) => {
    // Beside x-kubernetes-int-or-string it only says again that there are two types.
    const branches = key === 'anyOf' && schema['x-kubernetes-int-or-string'] === true ? undefined : schema[key];
    return Array.isArray(branches) ? [[key, branches.filter(isSchema).map(convertBranch)] as const] : [];
  });
  return { ...Object.fromEntries(lists), not: isSchema(schema.not) ? convertBranch(schema.not) : undefined };
}

function convertBranch(schema: OpenApiSchema): JsonSchema {
  return open(convert(schema, { structural: false }));
}

function open({ additionalProperties, ...schema }: JsonSchema): JsonSchema {
  const { properties } = schema;
  const fields = isSchema(properties)
    ? Object.fromEntries(Object.entries(properties).map(([key, each]) => [key, open(each as JsonSchema)]))
    : properties;
  return {
    ...schema,
    properties: fields,
    additionalProperties: additionalProperties === false ? undefined : additionalProperties,
  };
}

function isSchema(value: unknown): value is OpenApiSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const integerBetween = (least: bigint, most: bigint): Format => ({
  type: 'number',
  validate: (value: number) => Number.isInteger(value) && BigInt(value) >= least && BigInt(value) <= most,
});

export const formats = {
  int32: integerBetween(-(2n ** 31n), 2n ** 31n - 1n),
  int64: integerBetween(-(2n ** 63n), 2n ** 63n - 1n),
  /** RFC 3339, as Go's time.RFC3339 reads it. */
  'date-time':
    /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/,
  byte: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
  ipv4: (value: string) => isIPv4(value),
  ipv6: (value: string) => isIPv6(value),
} as const satisfies Record<string, Format>;
