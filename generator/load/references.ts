// The closed list of references that a blueprint's environment may hold, as `${database.host}`.
// load checks them against the blueprint, plan replaces them by the tenant's values.
import type { BlueprintSpec } from './schema/blueprint.js';

const pattern = /\$\{([^}]*)\}/g;

/** The references in a value, in order, without their braces. */
export function referencesIn(value: string): string[] {
  return [...value.matchAll(pattern)].map((match) => match[1] ?? '');
}

/** The value with each reference replaced. */
export function replaceReferences(value: string, resolve: (reference: string) => string): string {
  return value.replace(pattern, (_, reference: string) => resolve(reference));
}

/** Every reference that a blueprint's values may hold for one of its tiers. */
export function knownReferences(blueprint: BlueprintSpec, entitlements: Readonly<Record<string, unknown>>): string[] {
  return [
    ...['id', 'displayName', 'namespace', 'product', 'tier', 'region', 'host', 'url'].map((field) => `tenant.${field}`),
    ...Object.keys(entitlements).map((name) => `entitlements.${name}`),
    ...(blueprint.database === undefined ? [] : ['database.host', 'database.port']),
    ...Object.entries(blueprint.services).flatMap(([name, service]) =>
      service.port === undefined ? [] : [`services.${name}.host`, `services.${name}.port`, `services.${name}.url`],
    ),
  ];
}
