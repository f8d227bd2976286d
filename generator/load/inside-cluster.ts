// Whether a host is a name that each cluster has for itself; the wall between regions passes over such names, while loading and again in
// what was rendered.

/** True for a Service's name: it means that of the cluster that one is on. A domain that merely has a label `svc` is anybody's. */
export function isInsideCluster(host: string): boolean {
  return !host.includes('.') || /\.svc(?:\.cluster\.local)?\.?$/i.test(host);
}
