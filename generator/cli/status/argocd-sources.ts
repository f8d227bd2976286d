// Which Argo CDs are asked, each with its cluster and, where a person gives its address, its API: those that platform.yaml names, or the
// contexts that the command line names. Tokens come from the environment only, and each is sent to its own Argo CD alone.
import { ArgoCdApi } from '../../../argocd/watch/argocd-api.js';
import { connectToCluster } from '../../../argocd/watch/kube-connection.js';
import { sortedEntries } from '../../../constructs/sorted-entries.js';
import { type Finding, finding } from '../../finding/finding.js';
import type { ArgoCdInstance } from '../../load/schema/platform/argocd.js';
import type { PlatformSource } from '../../load/schema/platform.js';
import type { Loaded } from '../../load/sources.js';
import type { FleetSource } from '../../loop/fleet-watch-options.js';
import { UsageError } from '../usage-error.js';
import { type ArgoCdAccess, argoCdAccess } from './argocd-access.js';

export interface ArgoCdChoice {
  /** Contexts of the kubeconfig; those of platform.yaml where empty, else its current one. */
  readonly context: readonly string[];
  /** Where named contexts are; as kubectl finds them where absent. */
  readonly kubeconfig?: string;
  /** Address of the API of the only Argo CD, or of the first context. */
  readonly argocd?: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** @throws UsageError, Unreachable where a kubeconfig can not be used. */
export function argoCdSources(choice: ArgoCdChoice, { argocd }: PlatformSource['spec']): FleetSource[] {
  return chosenOf(choice, argocd).map(({ name, namespace, context, access }) => ({
    ...{ argocd: name, namespace, connection: connectToCluster(context, choice.kubeconfig) },
    ...(access.kind === 'asked' ? { api: new ArgoCdApi(access) } : {}),
  }));
}

/** An error for each token that would go where nobody said but a file, or in clear; nothing is to be asked then. @throws UsageError */
export function refusedTokens(choice: ArgoCdChoice, { data, document }: Loaded<PlatformSource>): Finding[] {
  return chosenOf(choice, data.spec.argocd).flatMap(({ access, path }) => {
    if (access.kind !== 'refused') return [];
    const { code, message, hint } = access;
    return [finding(code, { message, ...(hint && { hint }), place: document.place(['spec', 'argocd', ...path]) })];
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
  const access = argoCdAccess({ instance: name, ...(url === undefined ? {} : { written: url }) }, environment);
  return { name, namespace, ...(context === undefined ? {} : { context }), access, path: ['instances', name, 'url'] };
}

/** One address and one token: of the first, and sent nowhere else. */
function unnamed({ namespace, url }: ArgoCdSpec, { context, argocd, environment }: ArgoCdChoice): Chosen[] {
  const access = argoCdAccess(
    { ...(argocd === undefined ? {} : { flag: argocd }), ...(url === undefined ? {} : { written: url }) },
    environment,
  );
  const path = ['url'];
  if (context.length === 0) return [{ name: 'argocd', namespace, access, path }];
  return context.map((name, index) => ({
    ...{ name, namespace, context: name, path },
    access: index === 0 ? access : { kind: 'none' },
  }));
}
