// The options of the page: its data, its settings in platform.yaml, and what only the process knows. Unsafe settings are refused.
import type { PageSource } from '../../generator/read/schema/page.js';
import type { Viewer } from './access/viewer.js';
import type { Assets } from './assets.js';
import type { PageData } from './page-data.js';

export interface PageOptions {
  readonly data: PageData;
  /** `page` of platform.yaml. */
  readonly settings: PageSource;
  /** `viewersGroup` of platform.yaml. */
  readonly viewersGroup: string;
  /** Where it will listen: without sign-in, on loopback only. */
  readonly listen: { readonly host: string };
  readonly secrets: PageSecrets;
  readonly assets: Assets;
  readonly log: PageLog;
  readonly now: () => Date;
  readonly limits?: Partial<StreamLimits>;
}

/** Of the environment; used by sign-in with an identity provider. */
interface PageSecrets {
  /** Signs sessions; at least 32 characters, the same in every replica. */
  readonly sessionKey?: string;
  /** Absent for a public client. */
  readonly clientSecret?: string;
}

/** As pino has it; fields are data, never part of the text. */
interface PageLog {
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

export interface StreamLimits {
  /** Streams at once. */
  readonly streams: number;
  /** Of one viewer. */
  readonly streamsEach: number;
  readonly heartbeatMs: number;
  readonly lifetimeMs: number;
  /** How long changes are gathered before they are told. */
  readonly gatherMs: number;
}

/** What hono hands around: `remoteAddress` comes from the connection, `viewer` from the gate. */
export interface PageEnv {
  Bindings: { remoteAddress?: string };
  Variables: { viewer: Viewer };
}

export class UnsafeSettings extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.name = 'UnsafeSettings';
    this.hint = hint;
  }
}

type Settings = Pick<PageOptions, 'settings' | 'listen' | 'secrets'>;

/** Throws UnsafeSettings. */
export function checkSettings(options: Settings): void {
  const wrong = rules.find(({ broken }) => broken(options));
  if (wrong !== undefined) throw new UnsafeSettings(wrong.message, wrong.hint);
}

const rules: readonly { broken: (options: Settings) => boolean; message: string; hint: string }[] = [
  {
    broken: ({ settings, listen }) => settings.access.kind === 'off' && !isLoopback(listen.host),
    message: 'the page would show every tenant to whoever reaches it: nobody signs in, and it listens beyond loopback',
    hint: 'set page.access in platform.yaml to trusted-header or oidc, or listen on 127.0.0.1',
  },
  {
    broken: ({ settings, listen }) => settings.url === undefined && !isLoopback(listen.host),
    message: 'the page does not know the name that people open it by, and would refuse them all',
    hint: 'set page.url in platform.yaml',
  },
  {
    broken: ({ settings }) => settings.access.kind === 'oidc' && !isSafeAddress(settings.url),
    message: 'people sign in, and page.url is not an https address',
    hint: 'set page.url to the https address that people open; http is for loopback',
  },
  {
    broken: ({ settings: { access } }) => access.kind === 'oidc' && !isSafeAddress(access.issuer),
    message: 'the issuer of page.access is not an https address',
    hint: 'give the https address of the identity provider; http is for loopback',
  },
  {
    broken: ({ settings, secrets }) => settings.access.kind === 'oidc' && (secrets.sessionKey ?? '').length < 32,
    message: 'people sign in, and there is no key of 32 characters or more to sign their sessions with',
    hint: 'put the output of `openssl rand -hex 32` into TENANTRY_SESSION_KEY, the same for every replica',
  },
];

function isSafeAddress(address: string | undefined): boolean {
  if (address === undefined) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || isLoopback(hostname);
}

/** Names are not resolved: only what is loopback by definition counts. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
