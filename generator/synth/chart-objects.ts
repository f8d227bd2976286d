// A chart as plain objects, sorted: by wave, then kind, then name. Each object is asked by itself, since `chart.toJson()`
// validates and sorts the whole App every time.
import { ApiObject, type Chart } from 'cdk8s';
import { compareText } from '../published/compare.js';
import type { KubeObject } from './manifest.js';

/** The objects of a chart, in the order in which Argo CD applies them; `chart.apiObjects` would leave out those of inner constructs. */
export function chartObjects(chart: Chart): KubeObject[] {
  return chart.node
    .findAll()
    .filter(ApiObject.isApiObject)
    .map((object) => object.toJson() as KubeObject)
    .sort(compareObjects);
}

/** The order of objects in a file. */
export function compareObjects(a: KubeObject, b: KubeObject): number {
  return waveOf(a) - waveOf(b) || compareText(a.kind, b.kind) || compareText(a.metadata.name, b.metadata.name);
}

function waveOf(object: KubeObject): number {
  return Number(object.metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);
}
