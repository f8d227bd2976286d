// What people write, as data that knows its places: the typed sources that rules, limits and plans read. Each concern adds its own
// fields to these interfaces beside its schema (declaration merging), so that no list here names a concern.
import type { z } from 'zod';
import type { Finding, Place } from './finding.js';

/** Keys and indexes from the root of a document to one of its values. */
export type SourcePath = readonly (string | number)[];

export interface SourceDocument {
  /** Path of the file from the platform's folder, with forward slashes. */
  readonly file: string;
  /** Plain data; undefined where findings say that it can't be trusted. */
  readonly data: unknown;
  readonly findings: readonly Finding[];
  /** Where the value at a path stands, or the nearest ancestor that exists. `key` asks for its key instead. */
  place(path: SourcePath, part?: 'key' | 'value'): Place;
  /** Where a character of the text at a path stands; where the text begins if it is written with escapes. */
  placeInText(path: SourcePath, offset: number): Place;
}

/** A file's data together with the document it came from, which knows the places of its values. */
export interface Loaded<T> {
  readonly data: T;
  readonly document: SourceDocument;
}

/** The value at a path of a document's data; undefined where it holds none. */
export function valueAt(data: unknown, path: SourcePath): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string | number, unknown>)[step]
        : undefined,
    data,
  );
}

/** The type of the fields that a shape of a schema describes. */
export type FieldsOf<Shape extends z.ZodRawShape> = z.infer<z.ZodObject<Shape>>;

/** `spec` of a blueprint: what runs, and its tiers. */
export interface BlueprintSpec {
  description?: string;
  tiers: Record<string, TierSource>;
}

/** One of `spec.tiers` of a blueprint: how much of the product a tenant has. */
export interface TierSource {
  description?: string;
  expiry: 'required' | 'optional';
  entitlements: Record<string, string | number | boolean>;
  /** How far a tenant may override, by overridable path. */
  ceilings: Record<string, string | number>;
}

/** One of `spec.clusters` of platform.yaml: where tenants of a region live. */
export interface ClusterSource {
  region: string;
  baseDomain?: string;
  environment: string;
  destination: { server: string } | { name: string };
  /** Of volumes, the database's too. */
  storageClass: string;
}

/** `spec` of a tenant. */
export interface TenantSpec {
  displayName: string;
  blueprint: string;
  tier: string;
  region: string;
  owner: { name: string; email: string };
  domains?: string[];
  /** Environment variables by service or job. */
  env?: Record<string, Record<string, string>>;
  overrides?: TenantOverrides;
  billing?: { customerId?: string; subscriptionId?: string; costCenter?: string; department?: string };
  sampleData: boolean;
  createdOn?: string;
  expiresAt?: string;
  lifecycle: 'active' | 'suspended' | 'offboarding';
  offboardedOn?: string;
}

/** `spec.overrides` of a tenant: what it has beyond its tier. */
// biome-ignore lint/suspicious/noEmptyInterface: concerns add their fields
export interface TenantOverrides {}

interface SourceOf<Kind extends string, Spec> {
  apiVersion: 'tenantry.dev/v1';
  kind: Kind;
  metadata: { name: string };
  spec: Spec;
}

export type BlueprintSource = SourceOf<'Blueprint', BlueprintSpec>;
export type TenantSource = SourceOf<'Tenant', TenantSpec>;
