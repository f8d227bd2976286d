// Values of the database that a blueprint's environment may refer to: `${database.host}`.
import type { ReferenceInput } from '../base/concern.js';
import { byRule, type Sourced } from '../base/traced.js';
import { engineOf } from './engines.js';
import { generationOf } from './plan.js';
import { serverHost } from './server.js';

export function databaseValue(
  { blueprint, tenant }: ReferenceInput,
  [section, field]: readonly string[],
): Sourced<string> | undefined {
  const database = blueprint.value.database;
  if (section !== 'database' || database === undefined) return undefined;
  const { engine } = database;
  if (field === 'host') return byRule(serverHost({ engine, generation: generationOf(tenant.value) }));
  return field === 'port' ? byRule(String(engineOf(engine).port)) : undefined;
}
