import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { notify } from '../../../generator/read/schema/notify.js';
import type { Message } from '../../../poller/history/outbox.js';
import type { Deliverer } from '../../../poller/notify/deliver-due.js';
import { makeDeliverers } from '../../../poller/notify/make-deliverers.js';
import { notifications } from '../../../poller/notify/notification.js';
import { sampleStatus } from '../history/sample-status.js';
import { answers, type Receiver, startReceiver } from './receiver.js';

const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const nextSecret = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;
const never = new AbortController().signal;
const only = { kinds: ['Completed'] };

async function webhookTo({ url }: Receiver, value = secret): Promise<Deliverer> {
  const receivers = notify.parse({ billing: { kind: 'webhook', url, secretFrom: 'HOOK_SECRET', ...only } });
  return found(await makeDeliverers(receivers, { HOOK_SECRET: value }, () => new Date()));
}

async function slackTo({ url }: Receiver): Promise<Deliverer> {
  const receivers = notify.parse({ chat: { kind: 'slack', urlFrom: 'SLACK_URL', ...only } });
  return found(await makeDeliverers(receivers, { SLACK_URL: url }, () => new Date()));
}

function found([deliverer]: readonly Deliverer[]): Deliverer {
  if (!deliverer) throw new Error('no deliverer');
  return deliverer;
}

function message(displayName = 'Acme Auto Repair'): Message {
  const receivers = notify.parse({ chat: { kind: 'slack', urlFrom: 'SLACK_URL' } });
  const event = {
    id: 7,
    tenant: 'acme-auto',
    kind: 'Completed',
    at: '2026-11-21T10:00:00Z',
    state: 'live',
    message: 'live',
  } as const;
  const recorded = { events: [event], statuses: [sampleStatus({ displayName })], at: '2026-11-21T10:00:01Z' };
  const [desire] = notifications(receivers, recorded, false);
  if (!desire) throw new Error('nothing to tell');
  return { ...desire, digest: 'd'.repeat(64), attempts: 0 };
}

describe('a webhook', () => {
  it('is signed, and has the same id whenever it is sent again', async () => {
    const receiver = await startReceiver();
    const deliverer = await webhookTo(receiver);
    expect(await deliverer.deliver(message(), never)).toEqual({ done: true });
    await deliverer.deliver(message(), never);
    const [first, second] = receiver.received;
    const headers = { ...first?.headers } as Record<string, string>;
    expect(new Webhook(secret).verify(first?.body ?? '', headers)).toMatchObject({
      type: 'tenant.completed',
      timestamp: '2026-11-21T10:00:00Z',
      data: { tenant: 'acme-auto', eventId: 7, product: 'workshop' },
    });
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  });

  it('is signed by both secrets while one takes the other’s place', async () => {
    const receiver = await startReceiver();
    await (await webhookTo(receiver, `${nextSecret} ${secret}`)).deliver(message(), never);
    const { headers = {}, body = '' } = receiver.received[0] ?? {};
    for (const one of [secret, nextSecret])
      expect(() => new Webhook(one).verify(body, { ...headers } as Record<string, string>)).not.toThrow();
  });

  it.each([
    ['broken', { done: false, wholeTarget: true, error: 'answered 500' }],
    ['unfit', { done: false, wholeTarget: false, error: 'answered 400' }],
    ['busy', { done: false, wholeTarget: true, error: 'answered 429', retryAfterSeconds: 120 }],
    ['hangUp', { done: false, wholeTarget: true, error: expect.stringMatching(/^can not be reached \(\w+\)$/) }],
  ] as const)('that meets a receiver which is %s says who is to wait', async (answer, expected) => {
    const receiver = await startReceiver();
    receiver.answer(answers[answer]);
    expect(await (await webhookTo(receiver)).deliver(message(), never)).toEqual(expected);
  });

  it('follows no redirect', async () => {
    const receiver = await startReceiver();
    receiver.answer(answers.redirect);
    expect(await (await webhookTo(receiver)).deliver(message(), never)).toMatchObject({ done: false });
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hook']);
  });

  it('is given up at once when the process stops', async () => {
    const receiver = await startReceiver();
    const stop = new AbortController();
    receiver.answer(() => stop.abort());
    expect(await (await webhookTo(receiver)).deliver(message(), stop.signal)).toMatchObject({ done: false });
  });

  it.each([
    'http://billing.example/x',
    'https://user:secret@billing.example/',
    'https://x.example/?token=1',
    'file:///etc',
  ])('to %s is refused in platform.yaml', (url) => {
    expect(notify.safeParse({ billing: { kind: 'webhook', url, secretFrom: 'HOOK_SECRET' } }).success).toBe(false);
  });

  it.each(['', 'short', 'whsec_!!!!', `whsec_${Buffer.alloc(8).toString('base64')}`])(
    'with the secret %j is refused, without showing it',
    async (value) => {
      const error = await webhookTo(await startReceiver(), value).catch((cause: unknown) => cause);
      expect(error).toMatchObject({ name: 'OutsideError', message: expect.stringContaining('HOOK_SECRET') });
      if (value !== '') expect(String(error)).not.toContain(value);
    },
  );
});

describe('a chat message', () => {
  it('shows what strangers wrote, which does nothing there', async () => {
    const receiver = await startReceiver();
    const deliverer = await slackTo(receiver);
    await deliverer.deliver(
      message('<!channel> @here <http://evil.example|Acme> [pay](http://evil.example) &lt;'),
      never,
    );
    const { text } = JSON.parse(receiver.received[0]?.body ?? '{}') as { text: string };
    expect(text).not.toMatch(/[<>]|@h|\]\(/);
    expect(text).toContain('&lt;!channel&gt;');
    expect(text).toContain('&amp;lt;');
    expect(text.split('\n')).toHaveLength(1);
  });

  it('goes to no address that is not https', async () => {
    const receivers = notify.parse({ chat: { kind: 'slack', urlFrom: 'SLACK_URL' } });
    const environment = { SLACK_URL: 'http://hooks.example/T000/secret' };
    const error = await makeDeliverers(receivers, environment, () => new Date()).catch((cause: unknown) => cause);
    expect(String(error)).toContain('SLACK_URL');
    expect(String(error)).not.toContain('T000');
  });
});
