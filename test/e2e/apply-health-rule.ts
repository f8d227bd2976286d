// Puts the rule of the document by which Argo CD waits for a last backup into argocd-cm, for as long as a test needs it.
import { findHealthRule } from '../docs/health-rule.js';
import type { KubeClient, KubeObject } from './kube-client.js';

interface Settings extends KubeObject {
  readonly data?: Readonly<Record<string, string>>;
}

const settings = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'argocd-cm', namespace: 'argocd' } } as const;

/** Gives what puts everything back as it was. */
export async function applyHealthRule(home: KubeClient): Promise<() => Promise<void>> {
  const patch = findHealthRule();
  const before = (await home.tryRead<Settings>(settings))?.data ?? {};
  await home.merge(settings, patch);
  const data = Object.fromEntries(Object.keys(patch.data).map((key) => [key, before[key] ?? null]));
  return () => home.merge(settings, { data });
}
