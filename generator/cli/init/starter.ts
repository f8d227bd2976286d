// What a person says about a new platform; `tenantry init` makes its files from it.
import { basename } from 'node:path';
import { platformSchema } from '../../load/schema/platform.js';
import { toLabel } from '../to-label.js';
import { UsageError } from '../usage-error.js';

export interface Starter {
  /** The platform's name: a DNS label of at most 30 characters. */
  readonly name: string;
  readonly baseDomain: string;
}

export interface StarterOptions {
  /** Absolute path; the name is made from its last part where none is given. */
  readonly folder: string;
  readonly name?: string;
  readonly baseDomain: string;
}

const { name: nameSchema } = platformSchema.shape.metadata.shape;
const { baseDomain: baseDomainSchema } = platformSchema.shape.spec.shape;
const longestName = 30;

/** Throws UsageError for a name or domain that platform.yaml would refuse. */
export function starter({ folder, name, baseDomain }: StarterOptions): Starter {
  const chosen = name ?? toLabel(basename(folder), { longest: longestName, fallback: 'platform' });
  const problems = [
    ...problem('--name', nameSchema.safeParse(chosen)),
    ...problem('--base-domain', baseDomainSchema.safeParse(baseDomain)),
  ];
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  return { name: chosen, baseDomain };
}

function problem(option: string, { error }: ReturnType<typeof nameSchema.safeParse>): string[] {
  return error === undefined ? [] : [`${option} ${error.issues[0]?.message ?? 'is not allowed'}`];
}
