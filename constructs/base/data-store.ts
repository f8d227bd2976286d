// Addresses of places where data is kept, alike for whatever reaches one place: two regions must not keep tenants' data in one.

/** Alike for whatever reaches one server: scheme, case and the usual port make no difference. Undefined inside the cluster. */
export function storeAddress(url: string): string | undefined {
  const [, host = '', port = '443', path = ''] = /^https?:\/\/([^/:]+)(?::(\d+))?(.*)$/.exec(url) ?? [];
  if (isInsideCluster(host)) return undefined;
  const number = Number(port) === 80 ? 443 : Number(port);
  return `${host.toLowerCase().replace(/\.$/, '')}:${number}${path}`;
}

/** True for a Service's name: it means that of the cluster that one is on. A domain that merely has a label `svc` is anybody's. */
export function isInsideCluster(host: string): boolean {
  return !host.includes('.') || /\.svc(?:\.cluster\.local)?\.?$/i.test(host);
}
