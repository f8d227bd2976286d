import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable, printableLine, processTerminal, type Streams } from '../../cli/terminal.js';

/** Streams as a terminal or a pipe has them, and what was written to them in order. */
function streams({ isTTY }: { isTTY: boolean }): Streams & { written: () => string } {
  const chunks: string[] = [];
  const stream = () => {
    const pass = Object.assign(new PassThrough(), { isTTY });
    pass.on('data', (chunk) => chunks.push(String(chunk)));
    return pass;
  };
  return { stdin: stream(), stdout: stream(), stderr: stream(), written: () => chunks.join('') };
}

const clearedLine = '\r\u001b[2K';

describe('processTerminal', () => {
  it.each([
    [true, {}, true],
    [true, { NO_COLOR: '' }, true],
    [true, { NO_COLOR: '1' }, false],
    [true, { TERM: 'dumb' }, false],
    [false, {}, false],
    [false, { TERM: 'xterm-256color' }, false],
  ])('on a terminal: %s, with %j: has colour: %s', (isTTY, environment, expected) => {
    expect(processTerminal(environment, streams({ isTTY })).color.isColorSupported).toBe(expected);
  });

  it('shows progress in one line, and clears it before it writes anything else', () => {
    const { written, ...all } = streams({ isTTY: true });
    const terminal = processTerminal({}, all);
    terminal.progress('rendering tenants', 1, 6);
    terminal.err('an error\n');
    expect(written()).toBe(`${clearedLine}rendering tenants 1/6${clearedLine}an error\n`);
  });

  it('leaves no trace of progress at the end', () => {
    const { written, ...all } = streams({ isTTY: true });
    processTerminal({}, all).progress('rendering tenants', 6, 6);
    expect(written().endsWith(clearedLine)).toBe(true);
  });

  it.each([
    [false, {}],
    [true, { CI: 'true' }],
  ])('shows none and asks nobody, on a terminal: %s, with %j', (isTTY, environment) => {
    const { written, ...all } = streams({ isTTY });
    const terminal = processTerminal(environment, all);
    terminal.progress('rendering tenants', 1, 6);
    terminal.progress('rendering tenants', 6, 6);
    expect(written()).toBe('');
    expect(terminal.person).toBeUndefined();
  });

  it('takes no notice of a reader that has gone, and of nothing else', () => {
    const { stdout, ...others } = streams({ isTTY: false });
    processTerminal({}, { stdout, ...others });
    stdout.emit('error', Object.assign(new Error('closed'), { code: 'EPIPE' }));
    const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
    expect(() => stdout.emit('error', full)).toThrow(full);
  });

  it('makes annotations in GitHub Actions only', () => {
    const { written: _, ...all } = streams({ isTTY: false });
    expect(processTerminal({ GITHUB_ACTIONS: 'true' }, all).annotations).toBe(true);
    expect(processTerminal({ CI: 'true' }, all).annotations).toBe(false);
  });
});

describe('printable', () => {
  it('escapes what moves the cursor, changes colours or turns the direction of text', () => {
    expect(printable('a\u001b[31mb\u202ec\u2028d\re')).toBe('a\\u001b[31mb\\u202ec\\u2028d\\u000de');
    expect(printable('Größe „5“ → ✓\n次の行')).toBe('Größe „5“ → ✓\n次の行');
    expect(printableLine('a\nb')).toBe('a\\u000ab');
  });

  it('leaves nothing but what prints, and lines', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
        expect(printableLine(text)).not.toContain('\n');
      }),
    );
  });
});
