import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ask } from '../../../cli/add/ask.js';
import type { Person } from '../../../cli/terminal.js';
import { UsageError } from '../../../cli/terminal.js';
import { sampleSources } from '../../generator/read/sample-sources.js';

const sources = await sampleSources();
const enter = '\r';
const down = '\u001b[B';
const erase = '\u007f';
const interrupt = '\u0003';

/** Somebody who types each text once its cue is on the screen. */
function typist(script: readonly (readonly [cue: string, keys: string])[]): Person {
  const input = new PassThrough();
  const rest = [...script];
  let screen = '';
  const output = new Writable({
    write(chunk, _encoding, done) {
      screen += String(chunk);
      const [next] = rest;
      if (next !== undefined && screen.includes(next[0])) {
        rest.shift();
        screen = '';
        setImmediate(() => input.write(next[1]));
      }
      done();
    },
  });
  return { input, output: Object.assign(output, { columns: 200, rows: 50 }) };
}

describe('ask', () => {
  it('asks for all that is missing, and for an end where the tier must have one', async () => {
    const answers = await ask(
      sources,
      {},
      typist([
        ['as people read it', `Jürgen’s Boats${enter}`],
        ['What the tenant runs', enter],
        ['How much of it', enter],
        ['Where its data lives', `${down}${enter}`],
        ['Who answers for it', `  Sales ${enter}`],
        ['e-mail address', `sales@boats.example${enter}`],
        ['The day it ends', `2999-12-31${enter}`],
      ]),
    );
    expect(answers).toEqual({
      displayName: 'Jürgen’s Boats',
      blueprint: 'store',
      tier: 'demo',
      region: 'us-east',
      ownerName: 'Sales',
      ownerEmail: 'sales@boats.example',
      expiresAt: '2999-12-31',
    });
  });

  const given = {
    displayName: 'Boats',
    blueprint: 'workshop',
    tier: 'free',
    region: 'eu-west',
    ownerName: 'Sales',
  };

  it('asks nothing where nothing is missing', async () => {
    const all = { ...given, ownerEmail: 'sales@boats.example' };
    expect(await ask(sources, all, typist([]))).toEqual(all);
  });

  it('does not take an answer that the schema refuses', async () => {
    const person = typist([
      ['Their e-mail address', `nobody${enter}`],
      ['must be an e-mail address', `${erase.repeat(6)}sales@boats.example${enter}`],
    ]);
    expect(await ask(sources, given, person)).toMatchObject({ ownerEmail: 'sales@boats.example' });
  });

  it.each([
    ['a text', 'Their e-mail address', given],
    ['a choice', 'How much of it', { displayName: 'Boats', blueprint: 'workshop' }],
  ])('stops where the person interrupts %s', async (_, cue, before) => {
    await expect(ask(sources, before, typist([[cue, interrupt]]))).rejects.toThrow(UsageError);
  });
});
