// Argo CD's ApplicationSet with one git files generator and a Go template; an import of its CRD would be 77,500 lines.
import { customResource } from '../../constructs/resources/custom-resource.js';
import type { ApplicationSpec } from './application.js';

export interface ApplicationSetSpec {
  readonly goTemplate: true;
  readonly goTemplateOptions: readonly string[];
  readonly generators: readonly [
    {
      readonly git: {
        readonly repoURL: string;
        readonly revision: string;
        readonly files: readonly { readonly path: string }[];
      };
    },
  ];
  readonly preservedFields: { readonly annotations: readonly string[] };
  readonly syncPolicy: {
    readonly applicationsSync: 'create-only' | 'create-update';
    readonly preserveResourcesOnDeletion: boolean;
  };
  /** Keys and values are Go templates, each rendered by itself. */
  readonly template: {
    readonly metadata: {
      readonly name: string;
      readonly labels: Readonly<Record<string, string>>;
      readonly annotations: Readonly<Record<string, string>>;
    };
    readonly spec: ApplicationSpec;
  };
}

export const ApplicationSet = customResource<ApplicationSetSpec>('argoproj.io/v1alpha1', 'ApplicationSet');
