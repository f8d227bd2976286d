import { ApiObject, App } from 'cdk8s';
import { k8s } from 'cdk8s-plus-29';
import { describe, expect, it } from 'vitest';
import { plainObject } from '../../../constructs/base/plain-data.js';
import { charts } from '../../../constructs/charts.js';
import { concerns } from '../../../constructs/index.js';
import { samplePlans } from '../../sample-platform.js';

const { plans } = samplePlans();

/** What cdk8s-plus' own class of the kind would write; undefined for custom resources. */
function asCdk8sPlusWrites(object: ApiObject): object | undefined {
  const { kind, apiVersion } = object;
  const known = Object.values<unknown>({ ...k8s }).filter((each) => isGenerated(each));
  const generated = known.find(({ GVK }) => GVK.kind === kind && GVK.apiVersion === apiVersion);
  return generated === undefined ? undefined : plainObject(generated.manifest(Reflect.get(object, 'props')));
}

interface Generated {
  readonly GVK: { readonly apiVersion: string; readonly kind: string };
  manifest(props: unknown): object;
}

function isGenerated(value: unknown): value is Generated {
  return typeof value === 'function' && 'GVK' in value && 'manifest' in value;
}

describe('the objects of a chart', () => {
  it.each([...plans])('are for %s what cdk8s-plus itself would write, no field dropped or renamed', (_, plan) => {
    const app = new App();
    const objects = Object.values(charts).flatMap((chart) =>
      chart(app, plan, concerns).node.findAll().filter(ApiObject.isApiObject),
    );
    const builtIn = objects.map((object) => ({ ours: object.toJson(), theirs: asCdk8sPlusWrites(object) }));
    const compared = builtIn.filter(({ theirs }) => theirs !== undefined);
    expect(compared.length).toBeGreaterThan(20);
    for (const { ours, theirs } of compared) expect(ours).toEqual(theirs);
  });
});
