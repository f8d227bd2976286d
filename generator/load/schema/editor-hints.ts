// What makes a JSON Schema explain itself in an editor: titles, descriptions and messages where the YAML language server looks for
// them (tried with its version 1.25). It comes from json-schemas as zod makes it, and is changed in place.
import type { z } from 'zod';

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** What is read of a zod type, or of one of its checks, that asks text to fit a pattern. */
interface TextRule {
  readonly pattern?: RegExp;
  readonly error?: (issue: object) => unknown;
}

/** Override of z.toJSONSchema: a text that does not fit gets the sentence of our own finding, not a regular expression. */
export function explainPatterns({
  zodSchema,
  jsonSchema,
}: {
  zodSchema: z.core.$ZodTypes;
  jsonSchema: JsonSchema;
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
export function nameFields(schema: JsonSchema): void {
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
function titleAmong(branches: readonly JsonSchema[], branch: JsonSchema): string | undefined {
  const { kind } = branch.properties ?? {};
  if (isSchema(kind) && typeof kind.const === 'string') return kind.const;
  const others = branches.filter((each) => each !== branch).flatMap((each) => Object.keys(each.properties ?? {}));
  return Object.keys(branch.properties ?? {}).find((name) => !others.includes(name));
}

function childrenOf({ properties, additionalProperties, items, anyOf = [], oneOf = [] }: JsonSchema): JsonSchema[] {
  return [...Object.values(properties ?? {}), additionalProperties, items, ...anyOf, ...oneOf].flat().filter(isSchema);
}

function isSchema(value: JsonSchema | JsonSchema[] | boolean | undefined): value is JsonSchema {
  return typeof value === 'object' && !Array.isArray(value);
}
