// What stands between a request and the page, whatever the way of signing in.
import type { Context, Hono } from 'hono';
import type { PageEnv } from '../page-options.js';
import type { Refusal } from './refusals.js';
import type { Viewer } from './viewer.js';

export interface Gate {
  admit(c: Context<PageEnv>): Promise<{ readonly viewer: Viewer } | { readonly refused: Refusal }>;
  /** Where browsers are sent to sign in. */
  readonly signInAt?: string;
  /** Under `/auth`, for those who are not signed in yet. */
  readonly routes?: Hono<PageEnv>;
}
