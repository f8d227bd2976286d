// Rendered objects against a cluster's schemas: each kind is compiled once, however many objects of it there are.
// It takes the sets of the cache, and gives schema-check.ts the fields that the API server would refuse.
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { convertSchema, formats, isBuiltIn } from './convert-schema.js';
import { refPrefix } from './open-api.js';
import type { SchemaSets } from './schema-cache.js';

/** One field that the schema refuses. */
export interface Mismatch {
  /** As `spec.template.spec.containers[0].image`; empty for the object itself. */
  readonly path: string;
  /** After the path, as `must be string`. */
  readonly problem: string;
}

export interface Kinded {
  readonly apiVersion: string;
  readonly kind: string;
}

export class ObjectValidator {
  readonly #sets: SchemaSets;
  readonly #ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, logger: false, formats });
  readonly #validators = new Map<string, ValidateFunction | undefined>();

  constructor(sets: SchemaSets) {
    this.#sets = sets;
  }

  /** Every field that does not fit; undefined where the object's kind has no schema. */
  mismatches(object: Kinded): Mismatch[] | undefined {
    const validator = this.#validatorOf(object);
    if (validator === undefined) return undefined;
    return validator(this.#isOwn(object) ? withoutNulls(object) : object) ? [] : toMismatches(validator.errors ?? []);
  }

  #isOwn({ apiVersion, kind }: Kinded): boolean {
    return isBuiltIn(this.#sets.get(apiVersion)?.kinds[kind] ?? '');
  }

  #validatorOf({ apiVersion, kind }: Kinded): ValidateFunction | undefined {
    const key = `${apiVersion}/${kind}`;
    if (!this.#validators.has(key)) this.#validators.set(key, this.#compile(apiVersion, kind));
    return this.#validators.get(key);
  }

  #compile(apiVersion: string, kind: string): ValidateFunction | undefined {
    const set = this.#sets.get(apiVersion);
    const name = set !== undefined && Object.hasOwn(set.kinds, kind) ? set.kinds[kind] : undefined;
    if (set === undefined || name === undefined) return undefined;
    if (this.#ajv.getSchema(apiVersion) === undefined) {
      const schemas = Object.entries(set.schemas).map(([each, schema]) => [each, convertSchema(each, schema)]);
      this.#ajv.addSchema({ $id: apiVersion, components: { schemas: Object.fromEntries(schemas) } });
    }
    return this.#ajv.getSchema(`${apiVersion}${refPrefix}${name}`);
  }
}

/** Of its own types the API server takes a field that is null for one that is not there. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const filled = Object.entries(value).filter(([, each]) => each !== null && each !== undefined);
  return Object.fromEntries(filled.map(([key, each]) => [key, withoutNulls(each)]));
}

/** What branches of a choice complain about is left out: the choice itself says that none of them fits. */
function toMismatches(errors: readonly ErrorObject[]): Mismatch[] {
  const own = errors.filter(({ schemaPath }) => !/\/(?:anyOf|oneOf|not)\/./.test(schemaPath));
  const all = own.map((error) => ({ path: pathOf(error), problem: problemOf(error) }));
  return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
}

const subjects: Readonly<Record<string, (params: Readonly<Record<string, unknown>>) => unknown>> = {
  additionalProperties: (params) => params.additionalProperty,
  required: (params) => params.missingProperty,
};

function pathOf({ instancePath, keyword, params }: ErrorObject): string {
  const field = subjects[keyword]?.(params);
  const steps = instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return [...steps, ...(typeof field === 'string' ? [field] : [])].reduce(joined, '');
}

function joined(path: string, step: string): string {
  if (/^[0-9]+$/.test(step)) return `${path}[${step}]`;
  if (/[./]/.test(step)) return `${path}[${JSON.stringify(step)}]`;
  return path === '' ? step : `${path}.${step}`;
}

function problemOf({ keyword, params, message }: ErrorObject): string {
  const words: Readonly<Record<string, string>> = {
    additionalProperties: 'is not a known field',
    required: 'is missing',
    enum: `must be one of ${(params.allowedValues as unknown[] | undefined)?.join(', ')}`,
    anyOf: 'has none of the forms that are allowed',
    oneOf: 'has none of the forms that are allowed, or more than one',
  };
  return words[keyword] ?? message ?? `breaks the rule ${keyword}`;
}
