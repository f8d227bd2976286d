// The fields of Argo CD's kinds that Tenantry sets (argoproj.io/v1alpha1); the generated types of ApplicationSet alone are 77,500 lines.
import { customResource } from '../constructs/base/resources.js';

const apiVersion = 'argoproj.io/v1alpha1';

interface Destination {
  readonly server?: string;
  readonly name?: string;
  readonly namespace: string;
}

interface ApplicationSource {
  readonly repoURL: string;
  readonly targetRevision: string;
  readonly path: string;
  readonly directory?: { readonly recurse?: boolean; readonly include?: string };
}

export interface ApplicationSpec {
  readonly project: string;
  readonly source: ApplicationSource;
  readonly destination: Destination;
  readonly revisionHistoryLimit?: number;
  readonly info?: readonly { readonly name: string; readonly value: string }[];
  readonly syncPolicy: {
    readonly automated: { readonly prune: boolean; readonly selfHeal: boolean; readonly allowEmpty: boolean };
    readonly syncOptions: readonly string[];
    readonly retry: {
      readonly limit: number;
      readonly refresh?: boolean;
      readonly backoff: { readonly duration: string; readonly factor: number; readonly maxDuration: string };
    };
  };
}

export interface ApplicationTemplate {
  readonly metadata: {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
  };
  readonly spec: ApplicationSpec;
}

export interface ApplicationSetSpec {
  readonly goTemplate: true;
  readonly goTemplateOptions: readonly string[];
  readonly generators: readonly {
    readonly git: {
      readonly repoURL: string;
      readonly revision: string;
      readonly files: readonly { readonly path: string }[];
    };
  }[];
  readonly syncPolicy: { readonly applicationsSync: 'create-update'; readonly preserveResourcesOnDeletion: true };
  readonly preservedFields: { readonly annotations: readonly string[] };
  readonly template: ApplicationTemplate;
  /** A Go template that gives a strategic merge patch of the Application, as YAML or JSON. */
  readonly templatePatch: string;
}

interface GroupKind {
  readonly group: string;
  readonly kind: string;
  readonly name?: string;
}

export interface AppProjectSpec {
  readonly description: string;
  readonly sourceRepos: readonly string[];
  readonly destinations: readonly Destination[];
  readonly clusterResourceWhitelist: readonly GroupKind[];
  readonly namespaceResourceWhitelist: readonly GroupKind[];
  readonly roles?: readonly {
    readonly name: string;
    readonly description: string;
    readonly policies: readonly string[];
    readonly groups: readonly string[];
  }[];
}

export const Application = customResource<ApplicationSpec>(apiVersion, 'Application');
export const ApplicationSet = customResource<ApplicationSetSpec>(apiVersion, 'ApplicationSet');
export const AppProject = customResource<AppProjectSpec>(apiVersion, 'AppProject');
