// The JSON Schemas of the source files, for editors: made from the zod schemas, written to schema/ by write-schemas and by `tenantry init`.
import { z } from 'zod';
import { blueprintSchema } from './blueprint.js';
import { explainPatterns, nameFields } from './editor-hints.js';
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
