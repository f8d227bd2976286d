import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { blobId } from '../../../generator/tree/tree.js';

describe('blobId', () => {
  test.each(['', 'plain\n', 'grün — 😀\n'])('is what git calls %j', (text) => {
    const git = execFileSync('git', ['hash-object', '--stdin'], { input: text, encoding: 'utf8' }).trim();
    expect(blobId(text)).toBe(git);
    expect(blobId(Buffer.from(text))).toBe(git);
  });
});
