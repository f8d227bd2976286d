import { ApiObject, App } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { plainObject } from '../../../constructs/resources/plain-object.js';
import { concerns } from '../../../generator/published/layout.js';
import { concernCharts } from '../../../generator/synth/concern-charts.js';
import { samplePlans } from '../sample-platform.js';

const { plans } = samplePlans();

/** What the class that cdk8s or cdk8s-plus gave would write, without what this repository's classes override. */
function asCdk8sWrites(object: ApiObject): object {
  const generated = Object.getPrototypeOf(Object.getPrototypeOf(object)) as ApiObject;
  return plainObject(generated.toJson.call(object) as object);
}

describe('the objects of a chart', () => {
  it.each([...plans])('are for %s what cdk8s itself would write, no field dropped or renamed', (_, plan) => {
    const app = new App();
    const objects = concerns.flatMap((concern) =>
      concernCharts[concern](app, plan).node.findAll().filter(ApiObject.isApiObject),
    );
    expect(objects.length).toBeGreaterThan(30);
    for (const object of objects) expect(object.toJson()).toEqual(asCdk8sWrites(object));
  });
});
