// `tenantry schemas pull`: keeps a cluster's own schemas in a folder, so that validate, render and publish check against them offline.
import { resolve } from 'node:path';
import { renderedKinds } from '../../schemas/open-api.js';
import { pullSchemas } from '../../schemas/pull-schemas.js';
import { writeSchemas } from '../../schemas/schema-cache.js';
import type { CommandResult } from '../command-result.js';
import { schemaFolder } from '../load-checked-platform.js';
import { UsageError } from '../usage-error.js';

export interface SchemasCommand {
  readonly root: string;
  /** Only `pull`. */
  readonly action: string;
  /** Below the root. */
  readonly to?: string;
  /** Of the kubeconfig. */
  readonly context?: string;
}

/** Runs the command; throws UsageError for another action and OutsideError for a cluster that can't be read. */
export async function runSchemas({ root, action, to = schemaFolder, context }: SchemasCommand): Promise<CommandResult> {
  if (action !== 'pull') throw new UsageError(`there is no \`tenantry schemas ${action}\`: it is \`schemas pull\``);
  const { server, sets } = await pullSchemas(context === undefined ? {} : { context });
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
