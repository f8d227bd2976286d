// `tenantry schemas pull`: stores the schemas of a cluster, for checks without one.

import { resolve } from 'node:path';
import { Option } from 'commander';
import { z } from 'zod';
import { OutsideError } from '../constructs/base/finding.js';
import { connectToCluster, Unreachable } from '../generator/kube-schemas/kube-connection.js';
import { isWantedPath, renderedKinds, type SchemaSet, tryReadDocument } from '../generator/kube-schemas/open-api.js';
import { type SchemaSets, writeSchemas } from '../generator/kube-schemas/schema-cache.js';
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

export interface PullOptions {
  /** A context of the kubeconfig that KUBECONFIG, or else the home folder, names; its current one where absent. */
  readonly context?: string;
}

export interface PulledSchemas {
  /** Address of the API server. */
  readonly server: string;
  readonly sets: SchemaSets;
}

/** @throws OutsideError where there is no such cluster, or where it does not answer as Kubernetes does. */
export async function pullSchemas({ context }: PullOptions): Promise<PulledSchemas> {
  const connection = await told(() => connectToCluster(context));
  const { server } = connection;
  const read = (path: string) => told(() => connection.get(path, {}, new AbortController().signal));
  const list = listSchema.safeParse(await read('/openapi/v3'));
  if (!list.success) throw new OutsideError(`${server} does not list its schemas at /openapi/v3`, { hint: oldHint });
  const wanted = Object.entries(list.data.paths).filter(([path]) => isWantedPath(path));
  const sets = await Promise.all(
    wanted.map(async ([path, { serverRelativeURL }]) => {
      const set = tryReadDocument(await read(serverRelativeURL));
      if (set === undefined)
        throw new OutsideError(`${server} answers no OpenAPI document at ${path}`, { hint: oldHint });
      return [path.replace(/^apis?\//, ''), set] as const;
    }),
  );
  const found = sets.filter(([, set]) => Object.keys(set.kinds).length > 0);
  return { server, sets: new Map<string, SchemaSet>(found.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

const listSchema = z.object({
  paths: z.record(z.string(), z.object({ serverRelativeURL: z.string().startsWith('/') })),
});

const kubeconfigHint = 'set KUBECONFIG to a kubeconfig file, and name one of its contexts with --context';
const oldHint = 'Kubernetes 1.27 and later serve them; look at what stands between you and the API server';

/** Whatever keeps the cluster from being read. */
async function told<Answer>(ask: () => Promise<Answer> | Answer): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    throw new OutsideError(error.message, { hint: kubeconfigHint, cause: error });
  }
}
