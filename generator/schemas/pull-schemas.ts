// The edge to a cluster: reads its own description of every kind that Tenantry renders. It only ever reads.
import { HttpMethod, KubeConfig } from '@kubernetes/client-node';
import { z } from 'zod';
import { OutsideError } from '../finding/outside-error.js';
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
  const config = loadConfig(context);
  const server = config.getCurrentCluster()?.server;
  if (server === undefined)
    throw new OutsideError('there is no cluster to read schemas from', { hint: kubeconfigHint });
  const api = config.makeApiClient(ReadingApi);
  const list = listSchema.safeParse(await api.read('/openapi/v3'));
  if (!list.success) throw new OutsideError(`${server} does not list its schemas at /openapi/v3`, { hint: oldHint });
  const wanted = Object.entries(list.data.paths).filter(([path]) => isWantedPath(path));
  const sets = await Promise.all(
    wanted.map(async ([path, { serverRelativeURL }]) => {
      const set = tryReadDocument(await api.read(serverRelativeURL));
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

function loadConfig(context: string | undefined): KubeConfig {
  const config = new KubeConfig();
  try {
    config.loadFromDefault();
  } catch (cause) {
    throw new OutsideError('the kubeconfig can not be read', { hint: kubeconfigHint, cause });
  }
  if (context === undefined) return config;
  if (config.getContextObject(context) === null)
    throw new OutsideError(`the kubeconfig has no context ${context}`, { hint: kubeconfigHint });
  config.setCurrentContext(context);
  return config;
}

type Configuration = ConstructorParameters<Parameters<KubeConfig['makeApiClient']>[0]>[0];

/** Milliseconds for one answer. */
const patience = 30_000;

/** GET of any path, with the kubeconfig's certificates and credentials. */
class ReadingApi {
  constructor(private readonly configuration: Configuration) {}

  async read(path: string): Promise<unknown> {
    const request = this.configuration.baseServer.makeRequestContext(path, HttpMethod.GET);
    request.setSignal(AbortSignal.timeout(patience));
    try {
      await this.configuration.authMethods.default?.applySecurityAuthentication(request);
      const { httpStatusCode, body } = await this.configuration.httpApi.send(request).toPromise();
      const text = await body.text();
      if (httpStatusCode !== 200) throw new Error(`it answered ${httpStatusCode}`);
      return JSON.parse(text);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new OutsideError(`the cluster can not be read at ${path.split('?')[0]}: ${why}`, {
        hint: kubeconfigHint,
        cause,
      });
    }
  }
}
