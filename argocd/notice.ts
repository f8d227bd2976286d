// The notice that Argo CD (3.5) shows above a tenant that does not run as usual; part of the template of its Application.
import type { Lifecycle } from '../constructs/tenant.js';
import { entry } from './index-entry.js';

/**
 * Annotations whose keys and values are Go templates. An empty notice is no documented thing, so an active tenant has none: there
 * each key becomes that of one plain annotation, with the same value for all.
 */
export function noticeAnnotations(url: string | undefined): Record<string, string> {
  const parts = {
    content: choose(({ content }) => content),
    severity: choose(({ severity }) => severity),
    permanent: choose(() => 'true'),
    ...(url === undefined ? {} : { url: choose(() => url) }),
  };
  return Object.fromEntries(
    Object.entries(parts).map(([part, value]) => [
      `{{ if eq .lifecycle "active" }}${lifecycleKey}{{ else }}notice.argocd.argoproj.io/${part}{{ end }}`,
      value,
    ]),
  );
}

const lifecycleKey = 'tenantry.dev/lifecycle';

interface Notice {
  /** Argo CD cuts it at 500 characters. */
  readonly content: string;
  readonly severity: 'info' | 'warning' | 'critical';
}

const notices: Readonly<Record<Exclude<Lifecycle, 'active'>, Notice>> = {
  suspended: { content: 'Suspended: nothing of this tenant runs, its data is kept.', severity: 'warning' },
  offboarding: {
    content: `Offboarding since ${entry('offboardedOn')}: nothing of this tenant runs; its data goes after the grace period.`,
    severity: 'critical',
  },
};

function choose(pick: (notice: Notice) => string): string {
  const { suspended, offboarding } = notices;
  return [
    `{{ if eq .lifecycle "suspended" }}${pick(suspended)}`,
    `{{ else if eq .lifecycle "offboarding" }}${pick(offboarding)}`,
    `{{ else }}${entry('lifecycle')}{{ end }}`,
  ].join('');
}
