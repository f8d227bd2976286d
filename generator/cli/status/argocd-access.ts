// Where an Argo CD's API is asked, and with what. Where a token goes is said by whoever has it, on the command line or in the
// environment, and never by a file alone: the working tree may be anybody's branch.
import { type ArgoCdVariables, argoCdVariables } from '../../../argocd/argocd-variables.js';
import type { ArgoCdApiOptions } from '../../../argocd/watch/argocd-api.js';
import type { FindingDetails } from '../../finding/finding.js';
import { isLoopback } from '../../page/access/loopback.js';
import { UsageError } from '../usage-error.js';

export interface Addresses {
  /** By whose variables the person speaks of it; that of the only Argo CD where absent. */
  readonly instance?: string;
  /** On the command line. */
  readonly flag?: string;
  /** In platform.yaml: where people find it. */
  readonly written?: string;
}

export type ArgoCdAccess =
  /** Its API is not asked: steps follow from the Applications alone. */
  | { readonly kind: 'none' }
  | ({ readonly kind: 'asked' } & ArgoCdApiOptions)
  | ({ readonly kind: 'refused'; readonly code: RefusalCode } & Pick<FindingDetails, 'message' | 'hint'>);

type RefusalCode = 'argocd/address-not-given' | 'argocd/token-in-clear';

type Environment = Readonly<Record<string, string | undefined>>;

/** Without a token only the command line makes it be asked. @throws UsageError for what is no address. */
export function argoCdAccess({ instance, flag, written }: Addresses, environment: Environment): ArgoCdAccess {
  const names = argoCdVariables(instance);
  const token = environment[names.token] || undefined;
  if (flag !== undefined) requireAddress(flag, '--argocd');
  if (token === undefined) return flag === undefined ? { kind: 'none' } : { kind: 'asked', url: flag };
  const url = flag ?? serverIn(environment, names.server);
  if (url === undefined) return written === undefined ? { kind: 'none' } : notGiven(names, written);
  return isClear(url) ? inClear(names.token, url) : { kind: 'asked', url, token };
}

/** Argo CD's own CLI takes the address without its scheme. */
function serverIn(environment: Environment, name: string): string | undefined {
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
    ...{ kind: 'refused', code: 'argocd/token-in-clear' },
    message: `${token} would go to ${url} in clear`,
    hint: 'give an https address; Argo CD serves it by itself, or an ingress before it',
  };
}

/** The hint does not repeat the address: it is not for us to recommend. */
function notGiven({ token, server }: ArgoCdVariables, url: string): ArgoCdAccess {
  return {
    ...{ kind: 'refused', code: 'argocd/address-not-given' },
    message: `${token} is set, and only platform.yaml says that it belongs to ${url}`,
    hint: `a branch may name any address: set ${server} to that of your Argo CD, or unset ${token}`,
  };
}
