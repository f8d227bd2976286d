import { describe, expect, it } from 'vitest';
import { codesAndPlaces, planFiles, replaced, sample } from './sources-fixture.js';

const platform = sample('platform.yaml');
const usEast = platform.indexOf('    us-east:\n');
const fixed = 'registry.example/kubernetes/kubectl:v1.36.0';

/** The sample platform with another image of the cluster us-east; none where it is undefined. */
function withKubectl(image: string | undefined): string {
  const line = `      kubectlImage: ${fixed}\n`;
  const after = replaced(platform.slice(usEast), line, image === undefined ? '' : `      kubectlImage: ${image}\n`);
  return `${platform.slice(0, usEast)}${after}`;
}

const found = (text: string) => codesAndPlaces(planFiles({ 'platform.yaml': text }).findings);
const lineOf = (text: string, part: string) => text.slice(0, text.lastIndexOf(part)).split('\n').length;

describe('the kubectlImage of a cluster', () => {
  it.each(['kubectl', 'registry.example/kubectl', 'registry.example:5000/kubectl', 'registry.example/kubectl:latest'])(
    'is told at its line where it moves, with no database that sleeps: %s',
    (image) => {
      const text = withKubectl(image);
      expect(found(text)).toEqual([`check/image-not-fixed platform.yaml:${lineOf(text, 'kubectlImage')}:21`]);
    },
  );

  it.each([undefined, fixed, `registry.example/kubectl@sha256:${'a'.repeat(64)}`])('is sound as %s', (image) => {
    expect(found(withKubectl(image))).toEqual([]);
  });
});

describe('the image of serve', () => {
  it('does not move', () => {
    const serve = '  serve:\n    image: registry.example/tenantry:latest\n  guards:\n';
    const text = replaced(platform, '  guards:\n', serve);
    expect(found(text)).toEqual([`check/image-not-fixed platform.yaml:${lineOf(text, 'tenantry:latest')}:12`]);
  });
});
