// A small client over the API server: objects go out and come back as they are, not through generated classes, which would drop
// the very fields that strict validation is to find.
import {
  HttpMethod,
  KubeConfig,
  type KubernetesObject,
  KubernetesObjectApi,
  type RequestContext,
  type ResponseContext,
} from '@kubernetes/client-node';

export type KubeObject = KubernetesObject & { readonly spec?: object; readonly status?: object };

/** What names one object. */
export interface KubeReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

export interface KubeSelection {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly labels?: string;
  /** A resource version: what there was when the cluster was at it. @default now */
  readonly at?: string;
}

export interface AccessAttributes {
  readonly namespace: string;
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly name?: string;
}

/** The API server refused a request. */
export class KubeRefusal extends Error {
  constructor(
    /** HTTP status. */
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export class KubeClient {
  readonly #api: RawObjectApi;

  /** @param kubeconfig Path of a kubeconfig file; its current context counts. */
  constructor(kubeconfig: string) {
    const config = new KubeConfig();
    config.loadFromFile(kubeconfig);
    this.#api = config.makeApiClient(RawObjectApi);
  }

  /** Server-side apply; an unknown or repeated field is refused. */
  async apply(object: KubeObject, { dryRun = false } = {}): Promise<void> {
    const dry: Record<string, string> = dryRun ? { dryRun: 'All' } : {};
    const query = { fieldManager: 'tenantry-e2e', force: 'true', fieldValidation: 'Strict', ...dry };
    await this.#api.send(HttpMethod.PATCH, 'patch', object, { query, contentType: 'application/apply-patch+yaml' });
  }

  async create(object: KubeObject): Promise<void> {
    await this.#api.send(HttpMethod.POST, 'create', object, { query: { fieldValidation: 'Strict' } });
  }

  /** A JSON merge patch. */
  async merge(reference: KubeReference, patch: object): Promise<void> {
    const body = { ...patch };
    await this.#api.send(HttpMethod.PATCH, 'patch', reference, { body, contentType: mergePatch });
  }

  /** A JSON merge patch of the status alone; an object that is gone is no error. */
  async mergeStatus(reference: KubeReference, status: object): Promise<void> {
    const request = { body: { status }, contentType: mergePatch, subresource: 'status' } as const;
    await this.#api.send(HttpMethod.PATCH, 'patch', reference, request).catch(unlessMissing);
  }

  /** Undefined where there is none. */
  async tryRead<Kind extends KubeObject>(reference: KubeReference): Promise<Kind | undefined> {
    return this.#api.send<Kind>(HttpMethod.GET, 'read', reference).catch(unlessMissing);
  }

  async list<Kind extends KubeObject>({ labels, namespace, at, ...kind }: KubeSelection): Promise<Kind[]> {
    const query: Record<string, string> = {};
    if (labels !== undefined) query['labelSelector'] = labels;
    if (at !== undefined) Object.assign(query, { resourceVersion: at, resourceVersionMatch: 'Exact' });
    const metadata = namespace === undefined ? {} : { namespace };
    const { items } = await this.#api.send<{ items: Kind[] }>(HttpMethod.GET, 'list', { ...kind, metadata }, { query });
    return items.map((item) => ({ ...kind, ...item }));
  }

  /** Whether somebody may do something, as the API server would decide it. */
  async mayAccess(user: string, resourceAttributes: AccessAttributes): Promise<boolean> {
    const kind = { apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview', metadata: {} };
    const review = { ...kind, spec: { user, resourceAttributes } };
    const { status } = await this.#api.send<{ status: { allowed: boolean } }>(HttpMethod.POST, 'create', review);
    return status.allowed;
  }

  /** Without waiting; an object that is gone already is no error. */
  async delete(reference: KubeReference): Promise<void> {
    await this.#api.send(HttpMethod.DELETE, 'delete', reference).catch(unlessMissing);
  }
}

const mergePatch = 'application/merge-patch+json';

function unlessMissing(error: unknown): undefined {
  if (error instanceof KubeRefusal && error.status === 404) return undefined;
  throw error;
}

interface RawRequest {
  readonly query?: Readonly<Record<string, string>>;
  /** @default the object itself */
  readonly body?: object;
  readonly contentType?: string;
  readonly subresource?: 'status';
}

type PathAction = 'create' | 'delete' | 'list' | 'patch' | 'read';

class RawObjectApi extends KubernetesObjectApi {
  async send<Answer = unknown>(
    method: HttpMethod,
    action: PathAction,
    object: KubernetesObject,
    { query = {}, body = object, contentType = 'application/json', subresource }: RawRequest = {},
  ): Promise<Answer> {
    const path = await this.specUriPath(structuredClone(object), action);
    const whole = subresource === undefined ? path : `${path}/${subresource}`;
    const request: RequestContext = this.configuration.baseServer.makeRequestContext(whole, method);
    for (const [key, value] of Object.entries(query)) request.setQueryParam(key, value);
    if (method === HttpMethod.PATCH || method === HttpMethod.POST) {
      request.setHeaderParam('Content-Type', contentType);
      request.setBody(JSON.stringify(body));
    }
    return (await this.requestPromise(request)) as Answer;
  }

  protected override async processResponse<Kind>({ body, httpStatusCode }: ResponseContext): Promise<Kind> {
    const text = await body.text();
    if (httpStatusCode >= 200 && httpStatusCode <= 299) return JSON.parse(text) as Kind;
    throw new KubeRefusal(httpStatusCode, messageIn(text));
  }
}

/** A Status object's message, or whatever stands in its place. */
function messageIn(text: string): string {
  try {
    return (JSON.parse(text) as { message?: string }).message ?? text;
  } catch {
    return text;
  }
}
