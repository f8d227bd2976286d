// The `html` template of all views. It escapes every value that is not itself made by it, in elements and in quoted attributes.
import { html } from 'hono/html';

export type Html = ReturnType<typeof html>;

export { html };

/** Where one text follows another without a template of its own. */
export const nothing: Html = html``;

/** The address where it is one of the web: `javascript:` and the like never become a link. */
export function tryWebAddress(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, username, password, href } = new URL(address);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '' ? href : undefined;
}

/** A link to another site, or the bare text where it is no address of the web. */
export function outward(address: string, text: string): Html {
  const href = tryWebAddress(address);
  if (href === undefined) return html`<bdi>${text}</bdi>`;
  return html`<a class="outward" href="${href}" rel="noopener noreferrer"><bdi>${text}</bdi></a>`;
}
