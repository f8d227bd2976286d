// Which Argo CDs are asked: those of platform.yaml or the contexts of the command line, each with its API where a person gives the
// address. Tokens come from the environment only, and each goes to its own Argo CD alone.

import { type ArgoCdVariables, argoCdVariables } from '../../argocd/names.js';
import { type Finding, type FindingDetails, finding } from '../../constructs/base/finding.js';
import { sortedEntries } from '../../constructs/base/order.js';
import type { Loaded } from '../../constructs/base/sources.js';
import { connectToCluster } from '../../generator/kube-schemas/kube-connection.js';
import type { ArgoCdInstance, PlatformSource } from '../../generator/read/schema/platform.js';

import type { FleetSource } from '../../poller/fleet/fleet-watch.js';
import { isLoopback } from '../../poller/page/page-options.js';
import { ArgoCdApi, type ArgoCdApiOptions } from '../../poller/watch/argocd-api.js';
import { UsageError } from '../terminal.js';

export interface ArgoCdChoice {
  /** Contexts of the kubeconfig; those of platform.yaml where empty, else its current one. */
  readonly context: readonly string[];
  /** Where named contexts are; as kubectl finds them where absent. */
  readonly kubeconfig?: string;
  /** Address of the API of the only Argo CD, or of the first context. */
  readonly argocd?: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** @throws UsageError, Unreachable where a kubeconfig can not be used. */
export async function argoCdSources(choice: ArgoCdChoice, { argocd }: PlatformSource['spec']): Promise<FleetSource[]> {
  const sources = chosenOf(choice, argocd).map(async ({ name, namespace, context, access }) => ({
    argocd: name,
    namespace,
    connection: await connectToCluster(context, choice.kubeconfig),
    api: access.kind === 'asked' ? new ArgoCdApi(access) : undefined,
  }));
  return Promise.all(sources);
}

/** An error for each token that would go where nobody said but a file, or in clear; nothing is to be asked then. @throws UsageError */
export function refusedTokens(choice: ArgoCdChoice, { data, document }: Loaded<PlatformSource>): Finding[] {
  return chosenOf(choice, data.spec.argocd).flatMap(({ access, path }) => {
    if (access.kind !== 'refused') return [];
    const { code, message, hint } = access;
    return [finding(code, { message, hint, place: document.place(['spec', 'argocd', ...path]) })];
  });
}

interface Chosen {
  readonly name: string;
  readonly namespace: string;
  readonly context?: string;
  readonly access: ArgoCdAccess;
  /** Of its address, below `argocd` of platform.yaml. */
  readonly path: readonly string[];
}

type ArgoCdSpec = PlatformSource['spec']['argocd'];

function chosenOf(choice: ArgoCdChoice, argocd: ArgoCdSpec): Chosen[] {
  if (Object.keys(argocd.instances).length === 0) return unnamed(argocd, choice);
  if (choice.argocd === undefined) return namedIn(argocd, choice);
  throw new UsageError('--argocd is of one Argo CD: set the variable ARGOCD_SERVER_<NAME> of each of argocd.instances');
}

/** Those of platform.yaml; a context that it does not name is one without an API. */
function namedIn({ instances, namespace }: ArgoCdSpec, { context, environment }: ArgoCdChoice): Chosen[] {
  const all = sortedEntries(instances).map(([name, instance]) =>
    instanceOf(name, { ...instance, namespace: instance.namespace ?? namespace }, environment),
  );
  if (context.length === 0) return all;
  return context.flatMap((each) => {
    const known = all.filter((one) => one.context === each);
    return known.length > 0 ? known : [{ name: each, namespace, context: each, access: { kind: 'none' }, path: [] }];
  });
}

function instanceOf(
  name: string,
  { url, context, namespace }: ArgoCdInstance & { readonly namespace: string },
  environment: ArgoCdChoice['environment'],
): Chosen {
  const access = argoCdAccess({ instance: name, written: url }, environment);
  return { name, namespace, context, access, path: ['instances', name, 'url'] };
}

/** One address and one token: of the first, and sent nowhere else. */
function unnamed({ namespace, url }: ArgoCdSpec, { context, argocd, environment }: ArgoCdChoice): Chosen[] {
  const access = argoCdAccess({ flag: argocd, written: url }, environment);
  const path = ['url'];
  if (context.length === 0) return [{ name: 'argocd', namespace, access, path }];
  return context.map((name, index) => ({
    name,
    namespace,
    context: name,
    path,
    access: index === 0 ? access : { kind: 'none' },
  }));
}

export interface Addresses {
  /** By whose variables the person speaks of it; that of the only Argo CD where absent. */
  readonly instance?: string;
  /** On the command line. */
  readonly flag?: string;
  /** In platform.yaml: where people find it. */
  readonly written?: string;
}

type ArgoCdAccess =
  /** Its API is not asked: steps follow from the Applications alone. */
  | { readonly kind: 'none' }
  | ({ readonly kind: 'asked' } & ArgoCdApiOptions)
  | ({ readonly kind: 'refused'; readonly code: RefusalCode } & Pick<FindingDetails, 'message' | 'hint'>);

type RefusalCode = 'argocd/address-not-given' | 'argocd/token-in-clear';

/** Without a token only the command line makes it be asked. @throws UsageError for what is no address. */
export function argoCdAccess({ instance, flag, written }: Addresses, environment: NodeJS.ProcessEnv): ArgoCdAccess {
  const names = argoCdVariables(instance);
  const token = environment[names.token] || undefined;
  if (flag !== undefined) requireAddress(flag, '--argocd');
  if (token === undefined) return flag === undefined ? { kind: 'none' } : { kind: 'asked', url: flag };
  const url = flag ?? serverIn(environment, names.server);
  if (url === undefined) return written === undefined ? { kind: 'none' } : notGiven(names, written);
  return isClear(url) ? inClear(names.token, url) : { kind: 'asked', url, token };
}

/** Argo CD's own CLI takes the address without its scheme. */
function serverIn(environment: NodeJS.ProcessEnv, name: string): string | undefined {
  const text = environment[name] || undefined;
  if (text === undefined) return undefined;
  const url = text.includes('://') ? text : `https://${text}`;
  requireAddress(url, name);
  return url;
}

function requireAddress(text: string, from: string): void {
  if (/^https?:\/\/[^@?#]+$/.test(text) && URL.canParse(text)) return;
  throw new UsageError(`${from} takes an http or https URL without credentials and query`);
}

/** On the way to this machine nobody listens. */
function isClear(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !isLoopback(hostname);
}

function inClear(token: string, url: string): ArgoCdAccess {
  return {
    kind: 'refused',
    code: 'argocd/token-in-clear',
    message: `${token} would go to ${url} in clear`,
    hint: 'give an https address; Argo CD serves it by itself, or an ingress before it',
  };
}

/** The hint does not repeat the address: it is not for us to recommend. */
function notGiven({ token, server }: ArgoCdVariables, url: string): ArgoCdAccess {
  return {
    kind: 'refused',
    code: 'argocd/address-not-given',
    message: `${token} is set, and only platform.yaml says that it belongs to ${url}`,
    hint: `a branch may name any address: set ${server} to that of your Argo CD, or unset ${token}`,
  };
}
