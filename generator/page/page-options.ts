// What the page is made of: what it shows, how it is set up in platform.yaml, and what only the process knows.
import type { PageSource } from '../load/schema/platform/page.js';
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
export interface PageSecrets {
  /** Signs sessions; at least 32 characters, the same in every replica. */
  readonly sessionKey?: string;
  /** Absent for a public client. */
  readonly clientSecret?: string;
}

/** As pino has it; fields are data, never part of the text. */
export interface PageLog {
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
