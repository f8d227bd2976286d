// Whether an address is reached from this machine only: without sign-in the page listens nowhere else.

/** Names are not resolved: only what is loopback by definition counts. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
