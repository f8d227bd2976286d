// The frame of a page for one viewer.
import type { Viewer } from './access/viewer.js';
import type { PageOptions } from './page-options.js';
import type { Frame } from './views/layout.js';

export function frameOf(
  { assets, data, settings, now }: PageOptions,
  viewer: Viewer | undefined,
  /** The newest change that what is shown holds. */
  newest = '',
): Frame {
  return {
    assets: assets.addresses,
    canSignOut: settings.access.kind === 'oidc',
    hasNewTenant: data.catalog !== undefined,
    newest,
    now: now(),
    viewer,
  };
}
