// The variables that give access to an Argo CD: those of its own CLI, and for one of several the same with its name at the end. Whoever
// runs Tenantry sets them; the manifests of `serve` set the address.

export interface ArgoCdVariables {
  /** As `ARGOCD_AUTH_TOKEN`, or `ARGOCD_AUTH_TOKEN_EU_WEST`. */
  readonly token: string;
  /** As `ARGOCD_SERVER`, or `ARGOCD_SERVER_EU_WEST`. */
  readonly server: string;
}

export function argoCdVariables(instance?: string): ArgoCdVariables {
  const suffix = instance === undefined ? '' : `_${instance.toUpperCase().replaceAll('-', '_')}`;
  return { token: `ARGOCD_AUTH_TOKEN${suffix}`, server: `ARGOCD_SERVER${suffix}` };
}
