// When a job runs: what Kubernetes would read, and nothing that its API server would refuse.
import { describe, expect, it } from 'vitest';
import { jobSchedule } from '../../../constructs/jobs/schema.js';

const accepts = (text: string) => jobSchedule.safeParse(text).success;

describe('a schedule', () => {
  it.each([
    'hourly',
    'monthly',
    '* * * * *',
    '*/15 * * * *',
    '5/20 * * * *',
    '30 4 * * 1-5',
    '0 0 1,15 * *',
    '0 9-17/2 * jan-MAR sun',
    '59 23 31 12 6',
  ])('is %s', (text) => {
    expect(accepts(text)).toBe(true);
  });

  it.each([
    ['seconds, as backups have them', '0 0 4 * * *'],
    ['four fields', '0 4 * *'],
    ['a minute too late', '60 4 * * *'],
    ['an hour too late', '0 24 * * *'],
    ['a day before the first', '0 4 0 * *'],
    ['a month after the last', '0 4 1 13 *'],
    ['a seventh weekday, counted from Sunday', '0 4 * * 7'],
    ['a range that runs backwards', '0 17-9 * * *'],
    ['a range of three', '0 1-2-3 * * *'],
    ['a step of nothing', '*/0 * * * *'],
    ['a step beyond its field', '0 */24 * * *'],
    ['two steps', '*/2/3 * * * *'],
    ['an empty item', '0,,30 * * * *'],
    ['a word of another field', '0 mon * * *'],
    ['a time zone', 'TZ=Europe/Paris 0 4 * * *'],
    ['a word of cron’s own', '@daily'],
    ['an unknown word', 'yearly'],
  ])('is not %s', (_what, text) => {
    expect(accepts(text)).toBe(false);
  });
});
