// The marker: a ConfigMap with the digest of the tenant's other manifests, so that any change of them is a change of one object.
// It is made by generator/synth once they are rendered, and proves what Argo CD has applied.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { names } from './names.js';
import { type Identity, objectMeta } from './object-meta.js';
import { ConfigMap } from './resources/core.js';
import { waves } from './waves.js';

export type MarkerProps = Identity & {
  readonly digest: string;
  /** When somebody asked last that the same is tried again. */
  readonly retriedAt?: string | undefined;
};

export class Marker extends Chart {
  constructor(scope: Construct, props: MarkerProps) {
    super(scope, 'marker');
    new ConfigMap(this, 'marker', {
      metadata: objectMeta(props, names.marker, { wave: waves.marker }),
      data: { digest: props.digest, ...(props.retriedAt !== undefined && { retriedAt: props.retriedAt }) },
    });
  }
}
