// How a rule of a blueprint makes its findings: at a path below `spec`.
import type { ConstructModules } from './construct-modules.js';
import { type Finding, finding } from './finding.js';
import type { FindingCode } from './finding-codes.js';
import { compareQuantities } from './quantity.js';
import type { ContainerSource, ResourcesSource } from './schema.js';
import type { BlueprintSource, BlueprintSpec, Loaded, SourceDocument, SourcePath } from './sources.js';
import { didYouMean } from './wording.js';

/** Findings about one blueprint by itself. `modules`: the platform's own constructs, where their code has been loaded. */
export type BlueprintRule = (
  blueprint: BlueprintSpec,
  report: BlueprintReport,
  modules?: ConstructModules,
) => Finding[];

export type BlueprintReport = (code: FindingCode, path: SourcePath, message: string, details: ReportDetails) => Finding;

interface ReportDetails {
  readonly hint: string;
  /** @default 'value' */
  readonly part?: 'key' | 'value';
  /** A second place, below `spec` too. */
  readonly related?: SourcePath;
}

/** A report for the rules of one blueprint. */
export function blueprintReport({ document }: Loaded<BlueprintSource>): BlueprintReport {
  return (code, path, message, { hint, part = 'value', related }) =>
    finding(code, {
      message,
      hint,
      place: placeBelowSpec(document, path, part),
      related: related && placeBelowSpec(document, related, 'key'),
    });
}

function placeBelowSpec(document: SourceDocument, path: SourcePath, part: 'key' | 'value') {
  return document.place(['spec', ...path], part);
}

/** A variable that a concern gives to a service or job. */
export interface GivenVariable {
  readonly variable: string;
  /** As `the secret smtp`. */
  readonly from: string;
  /** Where the blueprint says so, below `spec`. */
  readonly path: SourcePath;
}

export interface Workload {
  readonly kind: 'services' | 'jobs';
  readonly name: string;
  /** Below `spec`. */
  readonly path: SourcePath;
  readonly container: ContainerSource & { readonly waitsFor: readonly string[] };
}

/** Every service and job, services first. */
export function workloadsOf({ services, jobs }: Pick<BlueprintSpec, 'services' | 'jobs'>): Workload[] {
  return [
    ...Object.entries(services).map(([name, container]) => workload('services', name, container)),
    ...Object.entries(jobs).map(([name, container]) => workload('jobs', name, container)),
  ];
}

function workload(kind: Workload['kind'], name: string, container: Workload['container']): Workload {
  return { kind, name, path: [kind, name], container };
}

/** Variables that `env` of a part of a blueprint gives. `from`: as `the secret smtp`. */
export function variablesOf(
  source: { readonly env: Readonly<Record<string, string>> } | undefined,
  from: string,
  path: SourcePath,
): GivenVariable[] {
  return Object.keys(source?.env ?? {}).map((variable) => ({ variable, from, path: [...path, 'env', variable] }));
}

/** Users of a part of a blueprint that are neither a service nor a job. */
export function unknownUsers(
  { usedBy }: { readonly usedBy: readonly string[] },
  path: SourcePath,
  blueprint: BlueprintSpec,
  report: BlueprintReport,
): Finding[] {
  const known = workloadsOf(blueprint).map(({ name }) => name);
  return [...usedBy.entries()]
    .filter(([, user]) => !known.includes(user))
    .map(([index, user]) => {
      const hint = didYouMean(user, known) ?? 'remove it';
      return report('load/unknown-service', [...path, 'usedBy', index], `there is no service or job ${user}`, { hint });
    });
}

/** What a tier does not size; `what`: as `the volume uploads`. */
export function unsized(tier: string, what: string, path: readonly string[], report: BlueprintReport): Finding {
  return report('load/tier-incomplete', ['tiers', tier], `the tier ${tier} does not size ${what}`, {
    hint: `add ${path.join('.')} to the tier`,
    part: 'key',
    related: path,
  });
}

/**
 * Kubernetes refuses a pod whose limit is below its request. Only a tenant that asks for more by an override raises the limit as well;
 * in the blueprint, where both stand beside each other, one of the two is a mistake.
 */
export function boundsBelow({ limits, ...asked }: ResourcesSource, at: SourcePath, report: BlueprintReport): Finding[] {
  return (['cpu', 'memory'] as const).flatMap((resource) => {
    const limit = limits?.[resource];
    if (limit === undefined || compareQuantities(limit, asked[resource]) >= 0) return [];
    const path = [...at, 'resources', 'limits', resource];
    const message = `the limit ${limit} of ${resource} is below the ${asked[resource]} that is asked for`;
    return [
      report('load/invalid-value', path, message, {
        hint: `set it to ${asked[resource]} or above, or leave it out: then both are the same`,
        related: [...at, 'resources', resource],
      }),
    ];
  });
}

/** An image without a digest or a fixed tag. */
export function movingImage(image: string, path: SourcePath, report: BlueprintReport): Finding[] {
  if (isFixedImage(image)) return [];
  return [
    report('check/image-not-fixed', path, `the image ${image} may change under its name`, {
      hint: 'name a version tag, or better a digest',
    }),
  ];
}

/** True for an image with a digest, or with a tag that is not a moving one. */
export function isFixedImage(image: string): boolean {
  if (image.includes('@sha256:')) return true;
  const tag = /:([^:/]+)$/.exec(image)?.[1];
  return tag !== undefined && tag !== 'latest';
}
