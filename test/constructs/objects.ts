// Finds rendered objects and reads their fields in tests of constructs.
import { type Fields, fieldsAt, listAt } from '../../constructs/base/fields.js';
import type { RenderedObject } from './tenant-fixture.js';

/** @throws Error where there is no such object. */
export function findObject(objects: readonly RenderedObject[], kind: string, name: string): RenderedObject {
  const found = objects.find((object) => object.kind === kind && object.metadata.name === name);
  if (found === undefined) throw new Error(`there is no ${kind} ${name}`);
  return found;
}

export function waveOf({ metadata }: RenderedObject): number {
  return Number(metadata.annotations?.['argocd.argoproj.io/sync-wave']);
}

/** The pod of a Deployment or a Job. */
export function podOf(object: RenderedObject): Fields {
  return fieldsAt(object, 'spec', 'template', 'spec');
}

/** Its only container. */
export function containerIn(object: RenderedObject): Fields {
  return fieldsAt({ container: listAt(podOf(object), 'containers')[0] }, 'container');
}
