// Which environment variables a tenant may set: none that a secret, the blueprint's own working-out or the system owns.

import { workloadsOf } from '../../../constructs/base/blueprint-rule.js';
import type { Finding } from '../../../constructs/base/finding.js';
import { type Limits, limitFinding } from '../../../constructs/base/limit.js';
import { referencesIn } from '../../../constructs/base/references.js';
import type { BlueprintSpec, SourcePath } from '../../../constructs/base/sources.js';
import { givenVariables } from '../../read/given-variables.js';

/** Variables that change how programs load code, whom they trust or how they reach the cluster, whoever sets them. */
const dangerousVariable =
  /^(?:PATH|LD_.*|GLIBC_TUNABLES|GCONV_PATH|NODE_(?:OPTIONS|PATH|EXTRA_CA_CERTS|TLS_REJECT_UNAUTHORIZED)|SSL_CERT_(?:FILE|DIR)|PYTHON(?:PATH|STARTUP|HOME)|RUBYOPT|RUBYLIB|PERL5(?:OPT|LIB)|(?:JDK_)?JAVA_(?:TOOL_)?OPTIONS|_JAVA_OPTIONS|CLASSPATH|BASH_ENV|ENV|IFS|SHELLOPTS|PHP_INI_SCAN_DIR|PHPRC|DOTNET_STARTUP_HOOKS|KUBERNETES_.*|.*_PROXY)$/;

/** Variables that belong to somebody else. */
export function envLimits({ tenant, blueprint }: Limits): Finding[] {
  return Object.entries(tenant.data.spec.env ?? {}).flatMap(([name, variables]) =>
    Object.keys(variables).flatMap((variable) => {
      const owner = ownerOf(blueprint.data.spec, name, variable);
      if (owner === undefined) return [];
      return [
        limitFinding(tenant, 'plan/env-owned', ['spec', 'env', name, variable], {
          message: `${variable} of ${name} belongs to ${owner.name}`,
          hint: 'remove the variable, or choose another name',
          part: 'key',
          related: owner.path && blueprint.document.place(['spec', ...owner.path], 'key'),
        }),
      ];
    }),
  );
}

interface Owner {
  readonly name: string;
  /** The blueprint's line, below `spec`. */
  readonly path?: SourcePath;
}

function ownerOf(blueprint: BlueprintSpec, name: string, variable: string): Owner | undefined {
  const workload = workloadsOf(blueprint).find((each) => each.name === name);
  const given = givenVariables(blueprint, name).find((each) => each.variable === variable);
  if (given !== undefined) return { name: given.from, path: given.path };
  const own = workload?.container.env[variable];
  if (workload !== undefined && own !== undefined && referencesIn(own).length > 0)
    return { name: 'the blueprint, which works it out', path: [...workload.path, 'env', variable] };
  return dangerousVariable.test(variable) ? { name: 'the system' } : undefined;
}
