// One batch of statuses in one transaction: what is stored and what is new. Either all of it is there afterwards or nothing,
// so a batch that was interrupted is simply recorded again.
import type { TenantStatus } from '../../argocd/status/tenant-status.js';
import type { Queries } from './database.js';
import { insertEvents, type NumberedEvent } from './event-rows.js';
import type { Recorded } from './history.js';
import { isWorthWriting, readSnapshots, removeSnapshots, type Snapshot, writeSnapshots } from './snapshots.js';
import { storable } from './storable.js';
import { farewell, transitions } from './transitions.js';
import type { NewEvent } from './way.js';

/** `at`: by the database's clock, ISO 8601 in UTC. No tenant may stand twice in `seen`. */
export async function recordBatch(queries: Queries, seen: readonly TenantStatus[], at: string): Promise<Recorded> {
  const fitting = seen.map((status) => storable(status));
  const before = await readSnapshots(
    queries,
    fitting.map(({ tenant }) => tenant),
  );
  const looks = fitting.map((status) => {
    const snapshot = before.get(status.tenant) ?? { lastNumber: 0 };
    return { snapshot, ...transitions(snapshot.remembered, status, at) };
  });
  const events = await insertEvents(
    queries,
    looks.flatMap((look) => numbered(look.events, look.snapshot)),
  );
  const changed = looks.filter(({ snapshot, remembered }) => isWorthWriting(snapshot.remembered, remembered));
  await writeSnapshots(
    queries,
    changed.map((look) => ({
      remembered: look.remembered,
      lastNumber: look.snapshot.lastNumber + look.events.length,
    })),
  );
  return { events, statuses: looks.map(({ remembered }) => remembered.status), at };
}

export async function forgetBatch(queries: Queries, tenants: readonly string[], at: string): Promise<Recorded> {
  const before = await readSnapshots(queries, tenants);
  const farewells = [...before.values()].flatMap((snapshot) =>
    snapshot.remembered ? numbered([farewell(snapshot.remembered, at)], snapshot) : [],
  );
  const events = await insertEvents(queries, farewells);
  await removeSnapshots(queries, tenants);
  const statuses = [...before.values()].flatMap(({ remembered }) => remembered?.status ?? []);
  return { events, statuses, at };
}

function numbered(events: readonly NewEvent[], { lastNumber }: Snapshot): NumberedEvent[] {
  return events.map((event, index) => ({ ...event, number: lastNumber + index + 1 }));
}
