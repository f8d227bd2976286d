// Source texts → typed platform, blueprints, policies and tenants, and every finding about them.
// What is broken is left out together with what depends on it; all the rest goes on to generator/plan.
import { basename } from 'node:path';
import type { z } from 'zod';
import { type Finding, finding, hasErrors, sortFindings } from '../finding/finding.js';
import { blueprintFindings } from './blueprint-rules.js';
import { quote } from './did-you-mean.js';
import { knownWords, objectPolicyFindings, policyFindings } from './policy-words.js';
import { priceFindings } from './price-rules.js';
import { profileFindings } from './profile-rules.js';
import type { SourceText, SourceTexts } from './read-sources.js';
import { type BlueprintSource, blueprintSchema } from './schema/blueprint.js';
import { type ObjectPolicySource, objectPolicySchema } from './schema/object-policy.js';
import { type PlatformSource, platformSchema } from './schema/platform.js';
import { label } from './schema/scalars.js';
import { type TenantSource, tenantSchema } from './schema/tenant.js';
import { validate } from './schema-findings.js';
import { serveFindings } from './serve-rules.js';
import { parseSource } from './source-document.js';
import type { Loaded, LoadResult } from './sources.js';
import { tenantFindings } from './tenant-rules.js';

/** Loads everything; never throws for bad input. */
export function load(texts: SourceTexts): LoadResult {
  const platform = loadPlatformSource(texts.platform);
  const blueprints = loadAll(texts.blueprints, blueprintSchema);
  const policies = loadAll(texts.policies, objectPolicySchema);
  const tenants = loadAll(texts.tenants, tenantSchema);
  const loaded = [platform, blueprints, policies, tenants];
  const findings = [...loaded.flatMap((each) => each.findings), ...texts.stray];
  if (texts.tenants.length === 0) findings.push(noTenants());
  if (platform.loaded === undefined) return { findings };
  return crossCheck(platform.loaded, { blueprints, policies, tenants }, findings);
}

interface LoadedAll<T> {
  readonly loaded: ReadonlyMap<string, Loaded<T>>;
  /** Names of all files, broken ones too. */
  readonly names: ReadonlySet<string>;
  readonly findings: readonly Finding[];
}

interface LoadedFolders {
  readonly blueprints: LoadedAll<BlueprintSource>;
  readonly policies: LoadedAll<ObjectPolicySource>;
  readonly tenants: LoadedAll<TenantSource>;
}

function crossCheck(
  platform: Loaded<PlatformSource>,
  { blueprints, policies, tenants }: LoadedFolders,
  findings: Finding[],
): LoadResult {
  const sound = new Map(
    [...blueprints.loaded].filter(([, blueprint]) => {
      const found = blueprintFindings(blueprint);
      findings.push(...found);
      return !hasErrors(found);
    }),
  );
  const neighbours = { platform, blueprints: blueprints.loaded, blueprintNames: blueprints.names };
  const accepted = new Map(
    [...tenants.loaded].filter(([id, tenant]) => {
      const found = tenantFindings(tenant, neighbours).map((each) => ({ ...each, tenant: id }));
      findings.push(...found);
      return !hasErrors(found) && sound.has(tenant.data.spec.blueprint);
    }),
  );
  const profiles = profileFindings(platform, sound, accepted);
  findings.push(
    ...serveFindings(platform),
    ...profiles.findings,
    ...priceFindings(platform, blueprints.loaded, blueprints.names),
  );
  const words = knownWords(platform, blueprints.loaded, blueprints.names);
  findings.push(...policyFindings(platform, words), ...objectPolicyFindings(policies.loaded, words, tenants.names));
  for (const id of profiles.unplaceable) accepted.delete(id);
  const rest = { policies: policies.loaded, policyNames: policies.names, ids: tenants.names };
  return { sources: { platform, blueprints: sound, tenants: accepted, ...rest }, findings };
}

/** The platform alone, for who needs neither its blueprints nor its tenants. */
export function loadPlatformSource(source: SourceText | undefined): {
  loaded?: Loaded<PlatformSource>;
  findings: readonly Finding[];
} {
  if (source === undefined) {
    const message = 'there is no platform.yaml in this folder';
    return {
      findings: [
        finding('load/no-platform', {
          message,
          hint: 'run `tenantry init` to make a platform, or name its folder by --root',
          place: { file: 'platform.yaml' },
        }),
      ],
    };
  }
  return loadOne(source, platformSchema);
}

function loadAll<T extends { metadata: { name: string } }>(
  sources: readonly SourceText[],
  schema: z.ZodType<T>,
): LoadedAll<T> {
  const loaded = new Map<string, Loaded<T>>();
  const names = new Set<string>();
  const findings: Finding[] = [];
  for (const source of sources) {
    const name = basename(source.file, '.yaml');
    names.add(name);
    const result = loadOne(source, schema);
    const about = source.file.startsWith('tenants/') ? { tenant: name } : {};
    const misnamed = result.loaded === undefined ? [] : nameFindings(result.loaded, name);
    findings.push(...[...result.findings, ...misnamed].map((each) => ({ ...each, ...about })));
    if (result.loaded?.data.metadata.name === name) loaded.set(name, result.loaded);
  }
  return { loaded, names, findings };
}

function loadOne<T>(source: SourceText, schema: z.ZodType<T>): { loaded?: Loaded<T>; findings: readonly Finding[] } {
  if (source.text === undefined) return { findings: source.findings };
  const document = parseSource(source.file, source.text);
  if (document.findings.length > 0) return { findings: firstFew(document.findings, source.file) };
  const { data, findings } = validate(schema, document);
  return data === undefined ? { findings: firstFew(findings, source.file) } : { loaded: { data, document }, findings };
}

/** Findings of one file; what follows them mostly follows from them. */
const few = 20;

function firstFew(all: readonly Finding[], file: string): readonly Finding[] {
  const next = all[few];
  if (next === undefined) return all;
  const more = { message: 'there is more to mend in this file', hint: 'mend what is named and look again' };
  return [...sortFindings(all).slice(0, few), finding(next.code, { ...more, place: { file } })];
}

function nameFindings({ data, document }: Loaded<{ metadata: { name: string } }>, name: string): Finding[] {
  if (data.metadata.name === name) return [];
  const message = `metadata.name is ${data.metadata.name}, but the file is called ${quote(`${name}.yaml`)}`;
  const orElse = label().safeParse(name).success ? `, or set the name to ${name}` : '';
  return [
    finding('load/name-mismatch', {
      message,
      hint: `rename the file to ${data.metadata.name}.yaml${orElse}`,
      place: document.place(['metadata', 'name']),
    }),
  ];
}

function noTenants(): Finding {
  return finding('load/no-tenants', {
    message: 'there are no tenant files in tenants/',
    hint: 'bring them back where they went by mistake, or add one with `tenantry add`; what is published stays as it is',
    place: { file: 'tenants' },
  });
}
