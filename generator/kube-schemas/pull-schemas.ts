// The edge to a cluster: reads its own description of every kind that Tenantry renders. It only ever reads.
import { z } from 'zod';
import { OutsideError } from '../../constructs/base/finding.js';
import { connectToCluster, Unreachable } from './kube-connection.js';
import { isWantedPath, type SchemaSet, tryReadDocument } from './open-api.js';
import type { SchemaSets } from './schema-cache.js';

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
