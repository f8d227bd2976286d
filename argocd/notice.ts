// The notice that Argo CD (3.5) shows above a tenant that does not run as usual: annotations of its Application, in
// the patch that tenant-application.ts makes. They are a Go template over an index entry.
import type { Lifecycle } from '../constructs/tenant.js';

/**
 * What Argo CD makes of an empty notice is documented nowhere, so an active tenant has none. The template gives
 * entries of a YAML mapping, each with a comma; what it puts into them is a date and an id, which need no escaping.
 * @param url Where the tenant's file is; a Go template too.
 */
export function noticeEntries(url: string | undefined): string {
  const branches = Object.entries(notices).map(
    ([lifecycle, notice], index) =>
      `{{${index === 0 ? 'if' : 'else if'} eq .lifecycle "${lifecycle}"}}${entriesText({ ...notice, permanent: 'true', url })}`,
  );
  return `${branches.join('')}{{end}}`;
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

function entriesText(parts: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(parts)
    .filter(([, value]) => value !== undefined)
    .map(([part, value]) => `\n  "notice.argocd.argoproj.io/${part}": ${JSON.stringify(value)},`)
    .join('');
}
