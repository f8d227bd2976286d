// The notice that Argo CD (3.5) shows above a tenant that does not run as usual: a patch of its Application, which the
// ApplicationSet's `templatePatch` takes (application-set.ts). The patch is a Go template over an index entry.
import type { Lifecycle } from '../constructs/tenant.js';

/**
 * What Argo CD makes of an empty notice is documented nowhere, so an active tenant has none. The template gives JSON, and what it
 * puts into it is a date and an id, which need no escaping.
 * @param url Where the tenant's file is; a Go template too.
 */
export function noticePatch(url: string | undefined): string {
  const branches = Object.entries(notices).map(
    ([lifecycle, notice], index) =>
      `{{${index === 0 ? 'if' : 'else if'} eq .lifecycle "${lifecycle}"}}${patchText({ ...notice, permanent: 'true', url })}`,
  );
  return `${branches.join('')}{{else}}{}{{end}}`;
}

interface Notice {
  /** Argo CD cuts it at 500 characters. */
  readonly content: string;
  readonly severity: 'info' | 'warning' | 'critical';
}

const notices: Readonly<Record<Exclude<Lifecycle, 'active'>, Notice>> = {
  suspended: { content: 'Suspended: nothing of this tenant runs, its data is kept.', severity: 'warning' },
  offboarding: {
    content: 'Offboarding since {{.offboardedOn}}: nothing of this tenant runs; its data goes after the grace period.',
    severity: 'critical',
  },
};

function patchText(parts: Readonly<Record<string, string | undefined>>): string {
  const annotations = Object.fromEntries(
    Object.entries(parts).map(([part, value]) => [`notice.argocd.argoproj.io/${part}`, value]),
  );
  return JSON.stringify({ metadata: { annotations } }, undefined, 1);
}
