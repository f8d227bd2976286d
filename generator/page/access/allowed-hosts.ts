// Which Host a request may name. A page of a stranger whose name suddenly resolves to our address (DNS rebinding) is read by the
// browser as that stranger's own: its requests carry the stranger's name, and are refused by it.
import { isLoopback } from './loopback.js';

export interface OwnNames {
  /** Where people open the page. */
  readonly url?: string;
  /** Others, with their port where it is not the scheme's. */
  readonly hosts: readonly string[];
  readonly listen: { readonly host: string };
}

/** On loopback, loopback's own names are allowed with any port: tunnels change it. */
export function isAllowedHost(host: string | undefined, { url, hosts, listen }: OwnNames): boolean {
  if (host === undefined) return false;
  const given = host.toLowerCase();
  if (url !== undefined && new URL(url).host === given) return true;
  if (hosts.includes(given)) return true;
  return isLoopback(listen.host) && isLoopback(given.replace(/:\d{1,5}$/, ''));
}
