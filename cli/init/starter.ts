// The options of a new platform, checked; `tenantry init` makes its files from them.
import { basename } from 'node:path';
import { platformSchema } from '../../generator/read/schema/platform.js';
import { UsageError } from '../terminal.js';
import { toLabel } from '../to-label.js';

export interface Starter {
  /** The platform's name: a DNS label of at most 30 characters. */
  readonly name: string;
  readonly baseDomain: string;
  /** Where its workflows find Tenantry; a placeholder where absent. */
  readonly tenantry?: ToolSource;
}

/** One file of a new platform. */
export interface StarterFile {
  /** From the platform's folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Paths of which any that exists takes its place; without them, what is in its way is refused. */
  readonly unlessThere?: readonly string[];
}

/** A commit of Tenantry on GitHub. */
export interface ToolSource {
  /** As `owner/name`. */
  readonly repository: string;
  /** 40 hexadecimal digits: a tag or branch could be moved to something else. */
  readonly commit: string;
}

interface StarterOptions {
  /** Absolute path; the name is made from its last part where none is given. */
  readonly folder: string;
  readonly name?: string;
  readonly baseDomain: string;
  /** As `owner/name@commit`. */
  readonly tenantry?: string;
}

const { name: nameSchema } = platformSchema.shape.metadata.shape;
const { baseDomain: baseDomainSchema } = platformSchema.shape.spec.shape;
const longestName = 30;

/** Throws UsageError for a name or domain that platform.yaml would refuse, or a source of Tenantry that is none. */
export function starter({ folder, name, baseDomain, tenantry }: StarterOptions): Starter {
  const chosen = name ?? toLabel(basename(folder), { longest: longestName, fallback: 'platform' });
  const tool = tenantry === undefined ? undefined : toolSource(tenantry);
  const problems = [
    ...(tenantry !== undefined && tool === undefined
      ? ['--tenantry must be a repository and a commit of it, as owner/name@ and 40 hexadecimal digits']
      : []),
    ...problem('--name', nameSchema.safeParse(chosen)),
    ...problem('--base-domain', baseDomainSchema.safeParse(baseDomain)),
  ];
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  return { name: chosen, baseDomain, tenantry: tool };
}

function toolSource(text: string): ToolSource | undefined {
  const [, repository, commit] = /^([A-Za-z0-9][\w-]*\/[\w.-]+)@([0-9a-f]{40})$/.exec(text) ?? [];
  return repository === undefined || commit === undefined ? undefined : { repository, commit };
}

function problem(option: string, { error }: ReturnType<typeof nameSchema.safeParse>): string[] {
  return error === undefined ? [] : [`${option} ${error.issues[0]?.message ?? 'is not allowed'}`];
}
