// The JSON Schemas of the source files, for editors: made from the zod schemas, written to schema/ by write-schemas and by `tenantry init`.

import { z } from 'zod';
import { blueprintSchema } from './blueprint.js';
import { objectPolicySchema } from './object-policy.js';
import { platformSchema } from './platform.js';
import { tenantSchema } from './tenant.js';

const schemas = {
  tenant: tenantSchema,
  platform: platformSchema,
  blueprint: blueprintSchema,
  policy: objectPolicySchema,
} as const;

export type SchemaName = keyof typeof schemas;
export type JsonSchema = z.core.JSONSchema.JSONSchema;

/**
 * JSON Schemas of what people write: fields with a default may be absent.
 * Draft 7 is what the YAML language server supports in full (github.com/redhat-developer/vscode-yaml/issues/726).
 */
export function jsonSchemas(): Record<SchemaName, JsonSchema> {
  return {
    tenant: jsonSchema('tenant'),
    platform: jsonSchema('platform'),
    blueprint: jsonSchema('blueprint'),
    policy: jsonSchema('policy'),
  };
}

/** Files that editors read, by their paths from a platform's folder. */
export function schemaFiles(): { path: string; text: string }[] {
  return Object.entries(jsonSchemas()).map(([name, schema]) => ({
    path: `schema/${name}.schema.json`,
    text: `${JSON.stringify(schema, undefined, 2)}\n`,
  }));
}

function jsonSchema(name: SchemaName): JsonSchema {
  const schema: JsonSchema = z.toJSONSchema(schemas[name], {
    io: 'input',
    target: 'draft-7',
    override: explainPatterns,
  });
  nameFields(schema);
  return { $id: `https://tenantry.dev/v1/${name}.schema.json`, ...schema };
}

type JsonSchemaOfEditorHints = z.core.JSONSchema.JSONSchema;

/** What is read of a zod type, or of one of its checks, that asks text to fit a pattern. */
interface TextRule {
  readonly pattern?: RegExp;
  readonly error?: (issue: object) => unknown;
}

/** Override of z.toJSONSchema: a text that does not fit gets the sentence of our own finding, not a regular expression. */
function explainPatterns({
  zodSchema,
  jsonSchema,
}: {
  zodSchema: z.core.$ZodTypes;
  jsonSchema: JsonSchemaOfEditorHints;
}): void {
  const { def } = zodSchema._zod;
  const parts: readonly object[] = [def, ...(def.checks ?? []).map((check) => check._zod.def)];
  const rules = parts.map((part) => part as TextRule);
  for (const part of [jsonSchema, ...(jsonSchema.allOf ?? [])]) {
    const message = rules.find(({ pattern }) => pattern?.source === part.pattern)?.error?.({});
    if (part.pattern !== undefined && typeof message === 'string') part.patternErrorMessage = message;
  }
}

/**
 * Gives each field its name as title, or editors call it by the file's: «Expected "object(Tenant)"». Of a field that may be one
 * thing or another, each has a title of its own, and the field's description is not hidden by theirs.
 */
function nameFields(schema: JsonSchemaOfEditorHints): void {
  for (const [name, field] of Object.entries(schema.properties ?? {})) if (isSchema(field)) field.title ??= name;
  const branches = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  const titles = branches.map((branch) => titleAmong(branches, branch));
  for (const [index, branch] of branches.entries()) {
    if (titles[index] !== undefined) branch.title ??= titles[index];
    if (schema.description !== undefined) delete branch.description;
  }
  for (const child of childrenOf(schema)) nameFields(child);
}

/** Its kind, or else the first field that no other branch has. */
function titleAmong(branches: readonly JsonSchemaOfEditorHints[], branch: JsonSchemaOfEditorHints): string | undefined {
  const { kind } = branch.properties ?? {};
  if (isSchema(kind) && typeof kind.const === 'string') return kind.const;
  const others = branches.filter((each) => each !== branch).flatMap((each) => Object.keys(each.properties ?? {}));
  return Object.keys(branch.properties ?? {}).find((name) => !others.includes(name));
}

function childrenOf({
  properties,
  additionalProperties,
  items,
  anyOf = [],
  oneOf = [],
}: JsonSchemaOfEditorHints): JsonSchemaOfEditorHints[] {
  return [...Object.values(properties ?? {}), additionalProperties, items, ...anyOf, ...oneOf].flat().filter(isSchema);
}

function isSchema(
  value: JsonSchemaOfEditorHints | JsonSchemaOfEditorHints[] | boolean | undefined,
): value is JsonSchemaOfEditorHints {
  return typeof value === 'object' && !Array.isArray(value);
}
