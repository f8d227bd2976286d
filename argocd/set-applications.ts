// One root Application for each set of a cluster: it applies the set's projects and then its ApplicationSet.
// Its props come from platform.yaml; it becomes `argocd/<cluster>.yaml`, which the root Application of bootstrap.ts applies.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { confirmDeletion } from '../constructs/object-meta.js';
import { type ArgoCdProps, argoCdNames } from './argocd-props.js';
import { Application } from './resources/application.js';
import { rootApplication } from './root-application.js';

export interface SetApplicationsProps {
  readonly argocd: ArgoCdProps;
  readonly cluster: string;
  readonly sets: readonly SetProps[];
}

export interface SetProps {
  /** As `set-3`. */
  readonly name: string;
  /** Its folder in the GitOps repository, with `applicationset.yaml`, `projects/` and `index/`. */
  readonly folder: string;
}

export class SetApplications extends Chart {
  constructor(scope: Construct, { argocd, cluster, sets }: SetApplicationsProps) {
    super(scope, `sets-${cluster}`);
    for (const { name: set, folder } of sets)
      new Application(
        this,
        set,
        rootApplication(argocd, {
          name: argoCdNames.setApplication(argocd, cluster, set),
          path: folder,
          directory: { recurse: true, include: manifests },
          watch: ['applicationset.yaml', 'projects'],
          labels: { cluster, set },
          annotations: confirmDeletion,
        }),
      );
  }
}

/** JSON files are manifests to Argo CD too, and those of `index/` are none. */
const manifests = '{applicationset.yaml,projects/*.yaml}';
