// What must hold of a blueprint's images: each always means the same one.
import type { Finding } from '../../finding/finding.js';
import { isFixedImage } from '../fixed-image.js';
import type { BlueprintSpec } from '../schema/blueprint.js';
import type { BlueprintReport } from './blueprint-report.js';
import { workloadsOf } from './workloads.js';

/** Images without a digest or a fixed tag. */
export function imageRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  const { database } = blueprint;
  const images = [
    ...workloadsOf(blueprint).map(({ path, container }) => ({ path: [...path, 'image'], image: container.image })),
    ...(database === undefined ? [] : [{ path: ['database', 'image'], image: database.image }]),
  ];
  return images
    .filter(({ image }) => !isFixedImage(image))
    .map(({ path, image }) =>
      report('check/image-not-fixed', path, `the image ${image} may change under its name`, {
        hint: 'name a version tag, or better a digest',
      }),
    );
}
