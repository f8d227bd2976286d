import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { isLeftOver, temporaryName } from '../../../generator/tree/staging.js';

const day = 24 * 60 * 60 * 1000;
/** A process that has ended. */
const { pid: deadPid } = spawnSync(process.execPath, ['--version']);

describe('isLeftOver', () => {
  test('spares the names of a live run', () => {
    expect(isLeftOver(temporaryName('a.'), 'a.')).toBe(false);
  });

  test('tells the names of a run that has ended', () => {
    const name = temporaryName('a.').replace(`.${process.pid}.`, `.${deadPid}.`);
    expect(isLeftOver(name, 'a.')).toBe(true);
  });

  test('spares the names of another host for a day', () => {
    const started = Date.now();
    const name = `a.elsewhere.${deadPid}.${Math.floor(started / 1000)}.00ff00ff`;
    expect(isLeftOver(name, 'a.', started + day - 1000)).toBe(false);
    expect(isLeftOver(name, 'a.', started + day + 2000)).toBe(true);
  });

  test.each(['a.', 'a.host.1.2', 'b.host.1.2.00ff00ff', 'a.host.x.2.00ff00ff', 'notes.txt'])(
    'spares %j, which it did not make',
    (name) => {
      expect(isLeftOver(name, 'a.')).toBe(false);
    },
  );
});
