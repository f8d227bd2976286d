// The session of a signed-in person, in a signed cookie that no script reads and no other site sends. Replicas with the same key accept
// each other's cookies.
import type { Context } from 'hono';
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';
import { z } from 'zod';

/** Each says what it is for, so that one can not stand for the other. */
const session = z.object({
  use: z.literal('session'),
  name: z.string(),
  groups: z.array(z.string()),
  /** Seconds since 1970. */
  until: z.number(),
});

const login = z.object({
  use: z.literal('login'),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** Where the person wanted to go: a path. */
  to: z.string(),
  until: z.number(),
});

type Session = z.infer<typeof session>;
export type Login = z.infer<typeof login>;

const kinds = {
  session: { cookie: 'tenantry', schema: session },
  login: { cookie: 'tenantry-login', schema: login },
} as const;

/** Bytes that browsers keep of a cookie, without its name, signature and attributes. */
const largestValue = 3500;

export class SessionTooLarge extends Error {}

export interface Cookies {
  readonly key: string;
  readonly now: () => Date;
}

export async function writeCookie(c: Context, value: Session | Login, { key, now }: Cookies): Promise<void> {
  const text = Buffer.from(JSON.stringify(value)).toString('base64url');
  if (text.length > largestValue) throw new SessionTooLarge('the session does not fit into a cookie');
  const maxAge = Math.max(0, Math.floor(value.until - now().getTime() / 1000));
  await setSignedCookie(c, kinds[value.use].cookie, text, key, { ...attributes, maxAge });
}

export async function tryReadSession(c: Context, cookies: Cookies): Promise<Session | undefined> {
  return await tryRead(c, 'session', session, cookies);
}

export async function tryReadLogin(c: Context, cookies: Cookies): Promise<Login | undefined> {
  return await tryRead(c, 'login', login, cookies);
}

export function removeCookie(c: Context, use: keyof typeof kinds): void {
  deleteCookie(c, `__Host-${kinds[use].cookie}`, { path: '/', secure: true });
}

const attributes = { prefix: 'host', path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const;

async function tryRead<T extends { until: number }>(
  c: Context,
  use: keyof typeof kinds,
  schema: z.ZodType<T>,
  { key, now }: Cookies,
): Promise<T | undefined> {
  const text = await getSignedCookie(c, key, kinds[use].cookie, 'host');
  if (typeof text !== 'string') return undefined;
  const read = schema.safeParse(tryParse(Buffer.from(text, 'base64url').toString()));
  return read.success && read.data.until > now().getTime() / 1000 ? read.data : undefined;
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
