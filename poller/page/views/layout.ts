// The frame of every page: landmarks, navigation, who is signed in. It contains no inline script or style, so the
// Content-Security-Policy allows none.
import type { TenantStatus } from '../../status/tenant-status.js';
import type { Viewer } from '../access/viewer.js';
import type { Places } from '../page-data.js';
import type { PageOptions } from '../page-options.js';
import { type Links, tenantLinks } from '../tenant-links.js';
import { type Html, html, nothing, outward } from './html.js';

export interface Frame {
  /** Addresses of the assets, with their hashes. */
  readonly assets: { readonly css: string; readonly js: string; readonly icon: string };
  readonly viewer?: Viewer;
  /** Whether there is a session to end. */
  readonly canSignOut: boolean;
  readonly hasNewTenant: boolean;
  /** The newest change that the page holds: its stream goes on from there. */
  readonly newest: string;
  readonly now: Date;
}

export function frameOf(
  { assets, data, settings, now }: PageOptions,
  viewer: Viewer | undefined,
  /** The newest change that what is shown holds. */
  newest = '',
): Frame {
  return {
    assets: assets.addresses,
    canSignOut: settings.access.kind === 'oidc',
    hasNewTenant: data.catalog !== undefined,
    newest,
    now: now(),
    viewer,
  };
}

interface PageParts {
  readonly title: string;
  readonly current?: 'fleet' | 'activity' | 'new';
  /** What `/events` is asked for; absent where nothing on the page changes. */
  readonly live?: `/events?${string}`;
  readonly body: Html;
}

export function layout(frame: Frame, { title, current, live, body }: PageParts): Html {
  const { assets } = frame;
  const events = live === undefined ? nothing : html` data-events="${live}after=${frame.newest}"`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title} · Tenantry</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="${assets.css}">
<link rel="icon" type="image/svg+xml" href="${assets.icon}">
<script type="module" src="${assets.js}"></script>
</head>
<body${events}>
<a class="skip" href="#main">Skip to content</a>
<header class="top">
<a class="brand" href="/"><img src="${assets.icon}" width="22" height="22" alt="">Tenantry</a>
<nav aria-label="Main"><ul>${navigation(frame, current)}</ul></nav>
<p class="connection" id="connection" hidden></p>
${person(frame)}
</header>
<main id="main" tabindex="-1">
${body}
</main>
<p id="announcer" class="unseen" aria-live="polite" role="status"></p>
</body>
</html>`;
}

function navigation({ hasNewTenant, viewer }: Frame, current: PageParts['current']): Html[] {
  if (viewer === undefined) return [];
  const entries = [
    { key: 'fleet', href: '/', text: 'Tenants' },
    { key: 'activity', href: '/activity', text: 'Activity' },
    ...(hasNewTenant ? [{ key: 'new', href: '/new', text: 'New tenant' }] : []),
  ];
  return entries.map(({ key, href, text }) => {
    const mark = key === current ? html` aria-current="page"` : nothing;
    return html`<li><a href="${href}"${mark}>${text}</a></li>`;
  });
}

function person({ viewer, canSignOut }: Frame): Html {
  if (viewer === undefined || !canSignOut) return nothing;
  return html`<form class="person" method="post" action="/auth/logout"><span class="unseen">Signed in as </span><bdi>${viewer.name}</bdi> <button class="plain">Sign out</button></form>`;
}

export interface Message {
  readonly title: string;
  /** What happened, and what to do. */
  readonly lines: readonly string[];
  readonly link?: { readonly href: string; readonly text: string };
}

export function messageView(frame: Frame, { title, lines, link }: Message): Html {
  const body = html`<div class="says"><h1>${title}</h1>${lines.map((line) => html`<p>${line}</p>`)}${link === undefined ? nothing : html`<p><a class="button" href="${link.href}">${link.text}</a></p>`}</div>`;
  return layout(frame, { title, body });
}

export function shortCommit(commit: string | undefined): string {
  return (commit ?? '').slice(0, 8);
}

export function linkList(status: TenantStatus, places: Places): Html {
  const links = tenantLinks(status, places);
  const shown = linkOrder.flatMap((key) => {
    const address = links[key];
    return address === undefined ? [] : [html`<li>${outward(address, texts[key](status))}</li>`];
  });
  return shown.length === 0 ? nothing : html`<ul class="links" aria-label="Elsewhere">${shown}</ul>`;
}

const texts = {
  argocd: () => 'Argo CD',
  grafana: () => 'Grafana dashboard',
  file: ({ tenant }) => `tenants/${tenant}.yaml`,
  pullRequest: ({ correlation }) => `Pull request #${correlation.pullRequest}`,
  sourceCommit: ({ correlation }) => `Commit ${shortCommit(correlation.sourceCommit)}`,
  publishedCommit: ({ correlation }) => `Published ${shortCommit(correlation.publishedCommit)}`,
} as const satisfies Readonly<Record<keyof Links, (status: TenantStatus) => string>>;

const linkOrder = ['argocd', 'grafana', 'file', 'pullRequest', 'sourceCommit', 'publishedCommit'] as const;
