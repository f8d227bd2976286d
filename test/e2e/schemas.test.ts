// Our own check against schemas that were pulled, beside the strict dry run of the server that they came from: both must judge alike.
// It needs an API server with the CRDs of docs/run-on-a-cluster.md, and neither Argo CD nor operators.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pullSchemas } from '../../cli/schemas.js';
import { ObjectValidator } from '../../generator/kube-schemas/object-validator.js';
import { planContext } from '../../generator/plan/plan-context.js';
import { planTenant } from '../../generator/plan/plan-tenant.js';
import { renderTenant } from '../../generator/render/render-tenant.js';
import { loadSample } from '../sample-platform.js';
import { KubeClient, type KubeObject, KubeRefusal } from './kube-client.js';
import { mutated, mutations } from './schema-mutations.js';

const { KUBECONFIG: kubeconfig } = process.env;
if (!kubeconfig)
  process.stderr.write('the schema tests are skipped: KUBECONFIG (a cluster with the CRDs) is not set\n');

const namespace = `schemas-${Math.random().toString(36).slice(2, 7)}`;
const samples = renderSamples();

/** HTTP statuses; a server-side apply answers 500 for an object that has no typed form. */
const judgements = [400, 422, 500];

describe.skipIf(!kubeconfig)('schemas that were pulled from a cluster', () => {
  let client: KubeClient;
  const home = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } };
  let validator: ObjectValidator;

  const serverTakes = async (object: KubeObject) => {
    try {
      await client.apply(object, { dryRun: true });
      return true;
    } catch (error) {
      if (error instanceof KubeRefusal && judgements.includes(error.status)) return false;
      throw error;
    }
  };

  beforeAll(async () => {
    client = new KubeClient(kubeconfig ?? '');
    await client.apply(home);
    validator = new ObjectValidator((await pullSchemas({})).sets);
  });
  afterAll(() => client.delete(home));

  it('have every kind of the samples', () => {
    const absent = samples.filter((object) => validator.mismatches(object) === undefined);
    expect(absent.map(({ kind }) => kind)).toEqual([]);
  });

  it('let every object of the samples pass, as the server does', async () => {
    const refused = await Promise.all(samples.map(async (each) => ((await serverTakes(each)) ? [] : [each])));
    expect(refused.flat().map(({ kind, metadata }) => `${kind} ${metadata?.name}`)).toEqual([]);
    expect(samples.flatMap((object) => validator.mismatches(object) ?? [])).toEqual([]);
  });

  it.each(mutations)('judge a $kind with $path changed to $value as the server does', async (mutation) => {
    const sample = samples.find(({ kind }) => kind === mutation.kind);
    if (sample === undefined) throw new Error(`the samples have no ${mutation.kind}`);
    const object = mutated(sample, mutation);
    expect({ taken: validator.mismatches(object)?.length === 0 }).toEqual({ taken: await serverTakes(object) });
  });

  it('are tried with what is taken and with what is refused', () => {
    const judged = mutations.map((mutation) => {
      const sample = samples.find(({ kind }) => kind === mutation.kind);
      return sample !== undefined && validator.mismatches(mutated(sample, mutation))?.length === 0;
    });
    expect(new Set(judged)).toEqual(new Set([true, false]));
  });
});

/** All objects of the sample tenants, in one namespace that exists. */
function renderSamples(): (KubeObject & { apiVersion: string; kind: string })[] {
  const { sources } = loadSample();
  const context = planContext(sources.platform);
  return [...sources.tenants.values()].flatMap((tenant) => {
    const blueprint = sources.blueprints.get(tenant.data.spec.blueprint);
    const plan = blueprint === undefined ? undefined : planTenant(context, tenant, blueprint).plan;
    if (plan === undefined) throw new Error('a sample tenant has no plan');
    return renderTenant(plan, context.argocd).manifests.map(({ object }) => ({
      ...object,
      metadata: { ...object.metadata, ...(object.kind === 'Namespace' ? {} : { namespace }) },
    }));
  });
}
