// `/events`: one stream for each open page, as many as there is room for.
import { type Context, Hono } from 'hono';
import { mayLookAt, type Viewer } from '../access/viewer.js';
import { problem } from '../api/problem.js';
import type { PageData } from '../page-data.js';
import type { PageEnv, StreamLimits } from '../page-options.js';
import type { ChangeFeed } from './change-feed.js';
import { eventStream } from './event-stream.js';

export interface EventRoutesProps {
  readonly data: PageData;
  readonly feed: ChangeFeed;
  readonly limits: StreamLimits;
  /** Ends all of them. */
  readonly signal: AbortSignal;
}

export function eventRoutes(props: EventRoutesProps): Hono<PageEnv> {
  const places = placesFor(props.limits);
  return new Hono<PageEnv>().get('/', (c) => {
    const { viewer } = c.var;
    const leave = places.tryEnter(viewer.name);
    if (leave === undefined) {
      c.header('Retry-After', '30');
      return problem(c, 503, 'Too Many Streams', 'the page does without; it is up to date when it is loaded again');
    }
    return c.body(streamFor(c, viewer, leave, props), 200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    });
  });
}

function streamFor(
  c: Context<PageEnv>,
  viewer: Viewer,
  leave: () => void,
  { data, feed, limits, signal }: EventRoutesProps,
) {
  const only = c.req.query('tenant');
  return eventStream({
    feed,
    signal,
    sees: (tenant) => (only === undefined || only === tenant) && mayLookAt(viewer, tenant),
    tryFindStatus: (tenant) => data.tryFindStatus(tenant),
    after: c.req.header('Last-Event-ID') ?? c.req.query('after'),
    heartbeatMs: limits.heartbeatMs,
    lifetimeMs: limits.lifetimeMs,
    onEnd: leave,
  });
}

/** Counts streams, of all and of each viewer. */
function placesFor({ streams, streamsEach }: StreamLimits) {
  const byViewer = new Map<string, number>();
  let all = 0;
  const add = (name: string, by: 1 | -1) => {
    const own = (byViewer.get(name) ?? 0) + by;
    all += by;
    if (own === 0) byViewer.delete(name);
    else byViewer.set(name, own);
  };
  return {
    /** Gives what leaves again; `undefined` where there is no room. */
    tryEnter: (name: string): (() => void) | undefined => {
      if (all >= streams || (byViewer.get(name) ?? 0) >= streamsEach) return undefined;
      add(name, 1);
      return () => add(name, -1);
    },
  };
}
