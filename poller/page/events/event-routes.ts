// `/events`: one stream of changes for each open page, up to a limit.

import { type Context, Hono } from 'hono';
import type { TenantStatus } from '../../status/tenant-status.js';
import { maySee, type Viewer } from '../access/viewer.js';
import { problem } from '../answers.js';
import type { PageData } from '../page-data.js';
import type { PageEnv, StreamLimits } from '../page-options.js';
import type { Change, ChangeFeed } from './change-feed.js';

interface EventRoutesProps {
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
    sees: (tenant) => (only === undefined || only === tenant) && maySee(viewer, tenant),
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

interface StreamOptions {
  readonly feed: ChangeFeed;
  readonly sees: (tenant: string) => boolean;
  readonly tryFindStatus: (tenant: string) => TenantStatus | undefined;
  /** The last change that the browser has seen. */
  readonly after: string | undefined;
  readonly heartbeatMs: number;
  /** Then the browser comes again, and shows its session again. */
  readonly lifetimeMs: number;
  /** Ends the stream. */
  readonly signal: AbortSignal;
  /** Is called once, however it ends. */
  readonly onEnd: () => void;
}

/** What waits for a slow reader at most. */
const bufferBytes = 64 * 1024;
/** Tenants that one event names; more, and the browser looks at everything again. */
const mostNamed = 50;

function eventStream(options: StreamOptions): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let end = () => {};
  const start = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const send = (text: string) => {
      if (text === '') return;
      controller.enqueue(encoder.encode(text));
      if ((controller.desiredSize ?? 0) > 0) return;
      end();
      controller.error(new Error('the reader is too slow'));
    };
    const stop = options.feed.listen((change) => send(changeFrame(change, options)));
    const heart = setInterval(() => send(': still here\n\n'), options.heartbeatMs).unref();
    const finish = () => {
      end();
      controller.close();
    };
    const life = setTimeout(finish, options.lifetimeMs).unref();
    options.signal.addEventListener('abort', finish);
    end = once(() => {
      stop();
      options.signal.removeEventListener('abort', finish);
      clearInterval(heart);
      clearTimeout(life);
      options.onEnd();
    });
    send(firstFrames(options));
  };
  return new ReadableStream(
    { start, cancel: () => end() },
    new ByteLengthQueuingStrategy({ highWaterMark: bufferBytes }),
  );
}

/** Data is JSON, which has no line breaks, and ids are the feed's own: nobody's text can begin a field. */
function frame(event: 'hello' | 'change' | 'reset', id: string, data: unknown): string {
  return `event: ${event}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** What was missed comes first: the newest id must not stand before it, or a break between the two would lose it. */
function firstFrames(options: StreamOptions): string {
  const { feed, after } = options;
  const missed = after === undefined ? [] : feed.after(after);
  if (missed === undefined) return `${retry}${frame('reset', feed.newest, {})}`;
  return `${retry}${missed.map((change) => changeFrame(change, options)).join('')}${frame('hello', feed.newest, {})}`;
}

/** Milliseconds until the browser comes again. */
const retry = 'retry: 3000\n\n';

function changeFrame({ id, tenants }: Change, { sees, tryFindStatus }: StreamOptions): string {
  const seen = tenants.filter(sees);
  if (seen.length === 0) return '';
  const named = seen.slice(0, mostNamed).map((tenant) => {
    const status = tryFindStatus(tenant);
    return { tenant, name: status?.displayName ?? tenant, state: status?.state ?? 'gone' };
  });
  return frame('change', id, { tenants: named, more: seen.length > mostNamed });
}

function once(run: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    run();
  };
}
