// `tenantry schemas pull`: stores the schemas of a cluster, for checks without one.
import { resolve } from 'node:path';
import { Option } from 'commander';
import { renderedKinds } from '../generator/kube-schemas/open-api.js';
import { pullSchemas } from '../generator/kube-schemas/pull-schemas.js';
import { writeSchemas } from '../generator/kube-schemas/schema-cache.js';
import { type CommonOptions, defineCommand } from './define-command.js';
import { schemaFolder } from './open-platform.js';
import type { CommandResult } from './show-result.js';
import { UsageError } from './terminal.js';

export const schemasCommand = defineCommand(
  {
    description:
      'Reads the OpenAPI description of every kind that Tenantry renders from the cluster that KUBECONFIG names, and keeps it by content. Afterwards validate, render and publish check every object against it, unknown fields too, without a cluster.',
    options: [
      new Option('--to <folder>', 'where to keep them; default: .tenantry/schemas'),
      new Option('--context <name>', 'context of the kubeconfig; default: its current one'),
    ],
    examples: ['tenantry schemas pull', 'tenantry schemas pull --context eu-west --to schemas'],
  },
  async ([action = ''], options: CommonOptions & { to?: string; context?: string }) =>
    runSchemas({ ...options, action }),
);

interface SchemasCommand {
  readonly root: string;
  /** Only `pull`. */
  readonly action: string;
  /** Below the root. */
  readonly to?: string;
  /** Of the kubeconfig. */
  readonly context?: string;
}

/** Runs the command; throws UsageError for another action and OutsideError for a cluster that can't be read. */
async function runSchemas({ root, action, to = schemaFolder, context }: SchemasCommand): Promise<CommandResult> {
  if (action !== 'pull') throw new UsageError(`there is no \`tenantry schemas ${action}\`: it is \`schemas pull\``);
  const { server, sets } = await pullSchemas({ context });
  writeSchemas(resolve(root, to), sets);
  const found = [...sets.values()].flatMap((set) => Object.keys(set.kinds));
  const absent = renderedKinds.map(({ kind }) => kind).filter((kind) => !found.includes(kind));
  return {
    findings: [],
    data: { outcome: 'pulled', server, folder: to, apiVersions: [...sets.keys()], absent },
    lines: [
      `pulled the schemas of ${found.length} kinds from ${server} into ${to}`,
      ...(absent.length === 0 ? [] : [`the cluster does not have ${absent.join(', ')}`]),
    ],
    next: [`check every object against them: tenantry validate${to === schemaFolder ? '' : ` --schemas ${to}`}`],
  };
}
