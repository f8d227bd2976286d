import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { begun, calledOff, done, type ServerSource, serverText } from '../../../cli/restore/next-server.js';
import { UsageError } from '../../../cli/terminal.js';
import type { TenantSource } from '../../../constructs/base/sources.js';
import { databaseServer } from '../../../constructs/database/schema.js';

const at = '2026-05-01T12:00:00Z';
const spec = (database?: ServerSource): TenantSource['spec'] => ({
  displayName: 'A',
  blueprint: 'b',
  tier: 't',
  region: 'r',
  sampleData: false,
  lifecycle: 'active',
  owner: { name: 'A', email: 'a@b.example' },
  database,
});
const under: ServerSource = { generation: 2, restore: { from: 1, at, keep: 1 } };

describe('a restore', () => {
  it('begins a second server with the backups of the first, which is kept', () => {
    expect(begun(spec(), undefined, { at, lost: false })).toEqual(under);
  });

  it('keeps nothing where the server is lost', () => {
    expect(begun(spec(), undefined, { at, lost: true })).toEqual({ generation: 2, restore: { from: 1, at } });
  });

  it('goes on counting from the server in use, and from what is published', () => {
    expect(begun(spec({ generation: 4 }), undefined, { at, lost: false })).toMatchObject({
      generation: 5,
      restore: { from: 4, keep: 4 },
    });
    expect(begun(spec(), { generation: 3 }, { at, lost: false }).generation).toBe(4);
  });

  it('takes the place of one that is under way: the same backups, and the same server kept', () => {
    expect(begun(spec(under), undefined, { at: '2026-05-01T10:00:00Z', lost: false })).toEqual({
      generation: 3,
      restore: { from: 1, at: '2026-05-01T10:00:00Z', keep: 1 },
    });
  });

  it('goes by what is said', () => {
    const said = { at, lost: false, from: 1, generation: 9, schedule: 'monthly' } as const;
    expect(begun(spec({ generation: 2 }), undefined, said)).toEqual({
      generation: 9,
      restore: { from: 1, at, keep: 2, schedule: 'monthly' },
    });
  });

  it('is done with the same server, and called off with the one before', () => {
    expect(done('acme', spec(under))).toEqual({ generation: 2 });
    expect(calledOff('acme', spec(under))).toEqual({ generation: 1 });
  });

  it.each([undefined, { generation: 2 }, { generation: 2, restore: { from: 1, at } }])(
    'can not end where none is under way, nor be called off where nothing is kept: %j',
    (database) => {
      expect(() => calledOff('acme', spec(database))).toThrow(UsageError);
      if (database?.restore === undefined) expect(() => done('acme', spec(database))).toThrow(UsageError);
    },
  );
});

it.each<ServerSource>([
  { generation: 2 },
  under,
  { generation: 3, restore: { from: 1, at: '2026-05-01T12:00:00+02:00', schedule: 'weekly' } },
])('reads back as it was written: %j', (server) => {
  expect(databaseServer.parse(parse(serverText(server)))).toEqual(server);
});
