// The page would be open to whom it is not meant for, or could not work, as it is set up; it is not made.
import { isLoopback } from './access/loopback.js';
import type { PageOptions } from './page-options.js';

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
