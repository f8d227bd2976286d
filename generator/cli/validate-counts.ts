// How many tenants are broken, in a line for people and as data for programs; from what `tenantry validate` found.
import type { Finding } from '../finding/finding.js';
import { counted } from './changes-summary.js';

export interface ValidateCounts {
  readonly data: {
    readonly tenants: number;
    /** Whoever can not be rendered. */
    readonly failing: readonly string[];
    /** Those of them with no error of their own. */
    readonly blocked: readonly string[];
  };
  readonly line: string;
}

/** Tells tenants with errors from those that can not be rendered for an error in their blueprint or in platform.yaml. */
export function validateCounts(
  count: number,
  findings: readonly Finding[],
  unrendered: ReadonlySet<string>,
): ValidateCounts {
  const broken = new Set(
    findings.flatMap(({ severity, tenant }) => (severity === 'error' && tenant !== undefined ? [tenant] : [])),
  );
  const blocked = [...unrendered].filter((id) => !broken.has(id)).sort();
  const parts = [
    ...(broken.size > 0 || blocked.length === 0 ? [`${broken.size === 0 ? 'none' : broken.size} with errors`] : []),
    ...(blocked.length === 0 ? [] : [`${blocked.length}${broken.size === 0 ? '' : ' more'} ${because}`]),
  ];
  return {
    data: { tenants: count, failing: [...broken, ...blocked].sort(), blocked },
    line: [counted(count, 'tenant'), ...parts].join(', '),
  };
}

const because = 'can not be rendered because of errors in their blueprint or platform.yaml';
