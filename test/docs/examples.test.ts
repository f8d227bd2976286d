// YAML in the documents: what is shown of tenants, blueprints and platforms goes through the real schemas, rules and checks.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments, stringify } from 'yaml';
import type { Finding } from '../../constructs/base/finding.js';
import { compilePolicies } from '../../generator/object-policies/compile-policies.js';
import { PolicyCheck } from '../../generator/object-policies/policy-check.js';
import { importConstructs } from '../../generator/read/import-constructs.js';
import { load } from '../../generator/read/load.js';
import { readSources, type SourceText, type SourceTexts } from '../../generator/read/read-sources.js';
import { PlatformRenderer } from '../../generator/render-platform.js';
import { constructFile, isConstruct } from './construct-block.js';
import { type Block, documents, folders, repository } from './markdown.js';

type Fields = Record<string, unknown>;

/** A platform with the part or file of a block in it; `others` are the document's whole files. */
type Place = (block: Block, sources: SourceTexts, others: readonly SourceText[]) => SourceTexts;

const places: Readonly<Record<string, Place>> = {
  'yaml tenant': (block, sources, others) => withFiles(sources, [...others, wholeFile(block)]),
  'yaml blueprint': (block, sources) => withFiles(sources, [wholeFile(block)]),
  'yaml policy': (block, sources) => withFiles(sources, [wholeFile(block)]),
  'yaml tenant spec': (block, sources) => withFiles(sources, [tenantFile({ ...smallTenant, ...fieldsOf(block) })]),
  'yaml platform spec': (block, sources) => withPlatform(sources, (spec) => ({ ...spec, ...fieldsOf(block) })),
  'yaml cluster': (block, sources) =>
    withFiles(
      withPlatform(sources, (spec) => ({
        ...spec,
        clusters: { ...(spec.clusters as Fields), example: fieldsOf(block) },
      })),
      [tenantFile({ ...largeTenant, region: fieldsOf(block).region })],
    ),
};

const readByOthers = ['yaml kubernetes', 'yaml workflow'];

const smallTenant = {
  displayName: 'Example',
  blueprint: 'workshop',
  tier: 'professional',
  region: 'eu-west',
  owner: { name: 'Office', email: 'office@example.example' },
};
const largeTenant = { ...smallTenant, tier: 'enterprise', domains: ['shop.example.example'], sampleData: true };

const samples = await readSources(repository);
const blocks = documents.flatMap(({ path, blocks: all }) =>
  all.filter(({ info }) => info.startsWith('yaml')).map((block) => ({ ...block, path, all })),
);

describe('examples in documents', () => {
  it.each(blocks.filter(({ info }) => info in places))('$path:$line is a $info without errors', async (block) => {
    const others = block.all.filter(({ info }) => info === 'yaml blueprint').map(wholeFile);
    const constructs = block.all.filter(isConstruct).map(constructFile);
    const sources = places[block.info]?.(block, { ...samples, constructs }, others) ?? samples;
    expect(await errorsOf(sources)).toEqual([]);
  });

  it.each(blocks.filter(({ info }) => readByOthers.includes(info)))(
    '$path:$line is YAML that others read',
    ({ text, info }) => {
      const parsed = parseAllDocuments(text);
      expect(parsed.flatMap(({ errors }) => errors)).toEqual([]);
      const wanted = info === 'yaml kubernetes' ? ['apiVersion', 'kind', 'metadata', 'spec'] : ['name', 'on', 'jobs'];
      for (const document of parsed)
        expect(Object.keys(document.toJS() as Fields)).toEqual(expect.arrayContaining(wanted));
    },
  );

  it('all say what they are', () => {
    expect(blocks.filter(({ info }) => !(info in places) && !readByOthers.includes(info))).toEqual([]);
  });

  it('find the fault in a wrong one', async () => {
    const wrong = { info: 'yaml tenant spec', text: 'teir: free', line: 1 };
    const sources = places[wrong.info]?.(wrong, samples, []) ?? samples;
    expect((await errorsOf(sources)).map(({ code }) => code)).toContain('load/unknown-field');
  });
});

async function errorsOf(texts: SourceTexts): Promise<Finding[]> {
  const { sources, findings } = load(texts, await importConstructs(texts.constructs));
  if (sources === undefined) return [...findings];
  const { policies, findings: faults } = compilePolicies(sources.policies);
  const objectChecks = [new PolicyCheck(policies)];
  const rendered = new PlatformRenderer(sources, { objectChecks }).render(new Map()).findings;
  return [...findings, ...faults, ...rendered].filter(({ severity }) => severity === 'error');
}

function fieldsOf({ text }: Block): Fields {
  return parse(text) as Fields;
}

function wholeFile({ info, text }: Block): SourceText {
  const { metadata } = parse(text) as { metadata: { name: string } };
  return { file: `${folders[info]}/${metadata.name}.yaml`, text, findings: [] };
}

function tenantFile(spec: Fields): SourceText {
  const data = { apiVersion: 'tenantry.dev/v1', kind: 'Tenant', metadata: { name: 'example' }, spec };
  return { file: 'tenants/example.yaml', text: stringify(data), findings: [] };
}

function withFiles(sources: SourceTexts, files: readonly SourceText[]): SourceTexts {
  const of = (folder: string) => files.filter(({ file }) => file.startsWith(`${folder}/`));
  return {
    ...sources,
    blueprints: [...sources.blueprints, ...of('blueprints')],
    policies: [...sources.policies, ...of('policies')],
    tenants: [...sources.tenants, ...of('tenants')],
  };
}

function withPlatform(sources: SourceTexts, change: (spec: Fields) => Fields): SourceTexts {
  const data = parse(readFileSync(join(repository, 'platform.yaml'), 'utf8')) as { spec: Fields };
  const text = stringify({ ...data, spec: change(data.spec) }, { aliasDuplicateObjects: false });
  return { ...sources, platform: { file: 'platform.yaml', text, findings: [] } };
}
