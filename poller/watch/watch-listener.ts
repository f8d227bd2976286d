// What a watch of Applications is told to look at, and what it tells: see watch-applications.ts.

import type { Unreachable } from '../../generator/kube-schemas/kube-connection.js';
import type { BackOff } from './back-off.js';

export interface WatchedArgoCd {
  /** What it is called here. */
  readonly argocd: string;
  readonly platform: string;
  /** The namespace that Argo CD keeps Applications in. */
  readonly namespace: string;
}

export interface WatchListener {
  /** Names of Applications whose view is new, other or gone; the first call comes when all have been listed. */
  changed(names: ReadonlySet<string>): void;
  /** Each time that the connection is there again; what was listed is told before. */
  connected?(): void;
  /** Each time that the server says anything, if only that it is there. */
  heard?(): void;
  /** Each time that it is not; it is tried again by itself. */
  lost?(error: Unreachable): void;
}

export interface WatchTiming {
  readonly backOff?: BackOff;
  /** Milliseconds for which changes are gathered. @default 200 */
  readonly gather?: number;
}
