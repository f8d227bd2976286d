// Which objects are mariadb-operator's: CloudNativePG has a kind Database too.
import type { Manifest } from '../../synth/manifest.js';

export function mariadbObjects(manifests: readonly Manifest[]): Manifest[] {
  return manifests.filter(({ object }) => object.apiVersion.startsWith('k8s.mariadb.com/'));
}
