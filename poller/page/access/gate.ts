// What stands between a request and the page, whatever the way of signing in.

import type { Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { PageEnv } from '../page-options.js';
import type { Viewer } from './viewer.js';

export interface Gate {
  admit(c: Context<PageEnv>): Promise<{ readonly viewer: Viewer } | { readonly refused: Refusal }>;
  /** Where browsers are sent to sign in. */
  readonly signInAt?: string;
  /** Under `/auth`, for those who are not signed in yet. */
  readonly routes?: Hono<PageEnv>;
}

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
