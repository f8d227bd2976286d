// What loading gives to the later stages: typed data that still knows its places.

import type { ConstructModules } from '../../constructs/base/construct-modules.js';
import type { Finding } from '../../constructs/base/finding.js';
import type { BlueprintSource, Loaded, TenantSource } from '../../constructs/base/sources.js';

import type { ObjectPolicySource } from './schema/object-policy.js';
import type { PlatformSource } from './schema/platform.js';

/** A tenant with errors, whose file still has enough of a shape to be checked further; it never goes out. */
export interface FaultyTenant extends Loaded<TenantSource> {
  /** False where something that is wrong was left out: then nothing can be said of what is not there. */
  readonly whole: boolean;
}

export interface Sources {
  readonly platform: Loaded<PlatformSource>;
  /** By name; broken ones are left out. */
  readonly blueprints: ReadonlyMap<string, Loaded<BlueprintSource>>;
  /** The platform's own policies of objects, by name; broken ones are left out. */
  readonly policies: ReadonlyMap<string, Loaded<ObjectPolicySource>>;
  /** Names of all files of policies, broken ones too: what a broken one asks for, nobody knows. */
  readonly policyNames: ReadonlySet<string>;
  /** By id; broken ones, and those of broken blueprints, are left out. */
  readonly tenants: ReadonlyMap<string, Loaded<TenantSource>>;
  /** By id: what else is wrong with tenants that are left out. */
  readonly faulty: ReadonlyMap<string, FaultyTenant>;
  /** Code that blueprints name. */
  readonly constructs: ConstructModules;
  /** Every id that has a file, broken or not. */
  readonly ids: ReadonlySet<string>;
}

/** `sources` is absent where the platform itself is broken: then nothing can be said of any tenant. */
export interface LoadResult {
  readonly sources?: Sources;
  readonly findings: readonly Finding[];
}
