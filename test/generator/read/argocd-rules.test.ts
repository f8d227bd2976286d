import { describe, expect, it } from 'vitest';
import { codesAndPlaces, planFiles, replaced, sample } from './sources-fixture.js';

const platform = sample('platform.yaml');
const first = platform.slice(0, platform.indexOf('    sets: 8\n')).split('\n').length;

function found(lines: readonly string[]): string[] {
  const instances = ['    instances:\n', ...lines.map((line) => `      ${line}\n`), '    sets: 8\n'].join('');
  return codesAndPlaces(planFiles({ 'platform.yaml': replaced(platform, '    sets: 8\n', instances) }).findings);
}

describe('argocd.instances in platform.yaml', () => {
  it('are several Argo CDs: beside serve, elsewhere, and two in one cluster', () => {
    expect(found(['eu-west: {}', 'us-east: {context: us-east}', 'second: {namespace: gitops}'])).toEqual([]);
  });

  it('may not name one twice', () => {
    expect(found(['eu-west: {}', 'home: {namespace: argocd}'])).toEqual([
      `load/invalid-value platform.yaml:${first + 2}:13`,
    ]);
  });

  it('hold no credentials in an address', () => {
    expect(found(['eu-west: {url: "https://me:secret@argocd.garage.example"}'])).toEqual([
      `load/invalid-value platform.yaml:${first + 1}:22`,
    ]);
  });
});
