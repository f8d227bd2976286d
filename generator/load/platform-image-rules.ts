// What must hold of the images that platform.yaml names: each always means the same one, before anything runs it.
import { type Finding, finding } from '../finding/finding.js';
import { isFixedImage } from './fixed-image.js';
import type { PlatformSource } from './schema/platform.js';
import type { Loaded } from './sources.js';

/** Images without a digest or a fixed tag: that of `serve`, and those of clusters. */
export function platformImageFindings({ data, document }: Loaded<PlatformSource>): Finding[] {
  const { serve, clusters } = data.spec;
  const images = [
    ...(serve === undefined ? [] : [{ what: 'the image of serve', image: serve.image, path: ['serve', 'image'] }]),
    ...Object.entries(clusters).map(([name, { kubectlImage }]) => ({
      what: `the kubectlImage of the cluster ${name}`,
      image: kubectlImage,
      path: ['clusters', name, 'kubectlImage'],
    })),
  ];
  return images
    .filter(({ image }) => !isFixedImage(image))
    .map(({ what, path }) =>
      finding('check/image-not-fixed', {
        message: `${what} has no fixed tag and no digest`,
        hint: 'name a digest, or a tag that is never moved',
        place: document.place(['spec', ...path]),
      }),
    );
}
