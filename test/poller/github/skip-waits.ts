// For tests of a file that talk to a GitHub of their own: nobody there minds that the pauses between writes take no time.
import { afterAll, beforeAll, vi } from 'vitest';

export function skipWaits(): void {
  beforeAll(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    vi.setTimerTickMode('nextTimerAsync');
  });
  afterAll(() => void vi.useRealTimers());
}
