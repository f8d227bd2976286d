// The notice that Argo CD (3.5) shows above a tenant that does not run as usual; part of the template of its Application.
import type { Lifecycle } from '../constructs/tenant.js';

/**
 * Annotations whose keys and values are Go templates over an index entry; `url` is such a template too. What Argo CD makes of an
 * empty notice is documented nowhere, so an active tenant has none: its keys all become that of one plain annotation.
 */
export function noticeAnnotations(url: string | undefined): Record<string, string> {
  const parts = {
    content: byLifecycle(({ content }) => content),
    severity: byLifecycle(({ severity }) => severity),
    permanent: byLifecycle(() => 'true'),
    ...(url === undefined ? {} : { url: byLifecycle(() => url) }),
  };
  return Object.fromEntries(
    Object.entries(parts).map(([part, value]) => [
      `{{if eq .lifecycle "active"}}tenantry.dev/lifecycle{{else}}notice.argocd.argoproj.io/${part}{{end}}`,
      value,
    ]),
  );
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

function byLifecycle(pick: (notice: Notice) => string): string {
  const { suspended, offboarding } = notices;
  return `{{if eq .lifecycle "active"}}active{{else if eq .lifecycle "suspended"}}${pick(suspended)}{{else}}${pick(offboarding)}{{end}}`;
}
