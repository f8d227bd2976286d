import { expect, it } from 'vitest';
import { OutsideError } from '../../../constructs/base/finding.js';
import { listen } from '../../../poller/page/listen.js';
import { openPage } from './open-page.js';

it('a server serves the page, and ends open streams when it is closed', async () => {
  const server = await listen(openPage(), { host: '127.0.0.1', port: 0 });
  const address = `http://127.0.0.1:${server.port}`;
  expect((await fetch(`${address}/`)).status).toBe(200);
  const stream = await fetch(`${address}/events`);
  const closed = server.close(60_000);
  expect(await stream.text()).toContain('event: hello');
  await closed;
  await expect(fetch(address)).rejects.toThrow();
});

it('a server takes no address that somebody else has', async () => {
  const server = await listen(openPage(), { host: '127.0.0.1', port: 0 });
  await expect(listen(openPage(), { host: '127.0.0.1', port: server.port })).rejects.toThrow(OutsideError);
  await server.close();
});
