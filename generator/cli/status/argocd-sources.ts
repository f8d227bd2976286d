// Which Argo CDs are asked, each with its cluster and, where its address and a token are known, its API: those that platform.yaml names,
// or the contexts that the command line names. Tokens come from the environment only, and each is sent to its own Argo CD alone.
import { ArgoCdApi } from '../../../argocd/watch/argocd-api.js';
import { connectToCluster } from '../../../argocd/watch/kube-connection.js';
import { sortedEntries } from '../../../constructs/sorted-entries.js';
import type { ArgoCdInstance } from '../../load/schema/platform/argocd.js';
import type { PlatformSource } from '../../load/schema/platform.js';
import type { FleetSource } from '../../loop/fleet-watch-options.js';
import { UsageError } from '../usage-error.js';

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
  if (choice.argocd !== undefined && !/^https?:\/\//.test(choice.argocd))
    throw new UsageError('--argocd takes an http or https URL');
  const areNamed = Object.keys(argocd.instances).length > 0;
  if (areNamed && choice.argocd !== undefined)
    throw new UsageError('--argocd is not needed: argocd.instances of platform.yaml has the address of each Argo CD');
  const chosen = areNamed ? namedIn(argocd, choice.context) : unnamed(argocd, choice);
  return chosen.map((source) => sourceOf(source, choice));
}

/** Its variable is `ARGOCD_AUTH_TOKEN`, for one of several with its name at the end: `ARGOCD_AUTH_TOKEN_EU_WEST`. */
export function tokenVariable(instance?: string): string {
  const suffix = instance === undefined ? '' : `_${instance.toUpperCase().replaceAll('-', '_')}`;
  return `ARGOCD_AUTH_TOKEN${suffix}`;
}

interface Chosen {
  readonly name: string;
  readonly namespace: string;
  readonly context?: string;
  readonly url?: string;
  /** Variable of its token; absent where none may be sent to it. */
  readonly variable?: string;
  /** Whether its API is asked without a token too. */
  readonly open?: boolean;
}

/** Those of platform.yaml; a context that it does not name is one without an API. */
function namedIn({ instances, namespace }: PlatformSource['spec']['argocd'], contexts: readonly string[]): Chosen[] {
  const all = sortedEntries(instances).map(([name, instance]) => instanceOf(name, instance, namespace));
  if (contexts.length === 0) return all;
  return contexts.flatMap((context) => {
    const known = all.filter((each) => each.context === context);
    return known.length > 0 ? known : [{ name: context, namespace, context }];
  });
}

function instanceOf(name: string, instance: ArgoCdInstance, namespace: string): Chosen {
  const { url, context } = instance;
  return {
    ...{ name, namespace: instance.namespace ?? namespace, variable: tokenVariable(name) },
    ...(url === undefined ? {} : { url }),
    ...(context === undefined ? {} : { context }),
  };
}

/** One address and one token: of the first, and sent nowhere else. */
function unnamed({ namespace, url }: PlatformSource['spec']['argocd'], { context, argocd }: ArgoCdChoice): Chosen[] {
  const address = argocd ?? url;
  const first = {
    ...(address === undefined ? {} : { url: address }),
    ...{ variable: tokenVariable(), open: argocd !== undefined },
  };
  if (context.length === 0) return [{ name: 'argocd', namespace, ...first }];
  return context.map((name, index) => ({ name, namespace, context: name, ...(index === 0 ? first : {}) }));
}

/** Of platform.yaml's addresses those count that a token is given for: the others are for people. */
function sourceOf({ name, namespace, context, url, variable, open }: Chosen, choice: ArgoCdChoice): FleetSource {
  const token = (variable === undefined ? undefined : choice.environment[variable]) || undefined;
  const isAsked = url !== undefined && (token !== undefined || open === true);
  return {
    ...{ argocd: name, namespace, connection: connectToCluster(context, choice.kubeconfig) },
    ...(isAsked ? { api: new ArgoCdApi({ url, ...(token === undefined ? {} : { token }) }) } : {}),
  };
}
