// Why somebody is not let in, in words for people and with HTTP's status.
import type { ContentfulStatusCode } from 'hono/utils/http-status';

export type Refusal = 'not-the-proxy' | 'not-signed-in' | 'named-twice';

export const refusals = {
  'not-the-proxy': {
    status: 403,
    title: 'Not through the proxy',
    lines: ['This page is reached through the proxy that signs people in, and this request came from elsewhere.'],
  },
  'not-signed-in': {
    status: 401,
    title: 'Not signed in',
    lines: ['Sign in, and open the page again.'],
  },
  'named-twice': {
    status: 403,
    title: 'Signed in as two',
    lines: ['The request names more than one person: the proxy lets through what it should replace.'],
  },
} as const satisfies Readonly<
  Record<Refusal, { status: ContentfulStatusCode; title: string; lines: readonly string[] }>
>;
