// The security contexts of Pod Security `restricted` for pods that an operator makes, where it sets none of its own accord.

/** Of a pod whose image names its user: the number must be given, or the kubelet can not tell that it is not root. */
export function restrictedPod(user: number) {
  return {
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: user,
    fsGroup: user,
    seccompProfile: { type: 'RuntimeDefault' },
  } as const;
}

export const restrictedContainer = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } as const;
