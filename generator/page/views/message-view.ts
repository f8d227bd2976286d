// A page that only says something: not found, refused, signed out.
import { type Html, html, nothing } from './html.js';
import { type Frame, layout } from './layout.js';

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
