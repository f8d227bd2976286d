// The Applications of one Argo CD as views. Equal objects of different tenants are kept once.
import { z } from 'zod';
import { memoize } from '../../constructs/base/memoize.js';
import { type ApplicationView, objectKey, type ResourceView } from '../status/application.js';
import { type ApplicationOrigin, type Foreign, readApplication } from '../status/read-application.js';

export class ApplicationViews {
  readonly #origin: ApplicationOrigin;
  readonly #changed: (name: string) => void;
  readonly #views = new Map<string, ApplicationView>();
  readonly #foreign = new Map<string, Foreign>();
  /** Equal objects are one: tenants of a product differ in few. */
  readonly #share = memoize((resource: ResourceView) => resource, { by: contentOf, most: mostShared });

  /** @param changed Is told of each view that is new, other or gone. */
  constructor(origin: ApplicationOrigin, changed: (name: string) => void) {
    this.#origin = origin;
    this.#changed = changed;
  }

  get byName(): ReadonlyMap<string, ApplicationView> {
    return this.#views;
  }

  /** How many Applications are no tenants of the platform, by reason. */
  get foreign(): Readonly<Partial<Record<Foreign, number>>> {
    const counts: Partial<Record<Foreign, number>> = {};
    for (const reason of this.#foreign.values()) counts[reason] = (counts[reason] ?? 0) + 1;
    return counts;
  }

  /** Gives the Application's name. */
  keep(raw: unknown): string {
    const { view, foreign } = readApplication(raw, this.#origin, this.#share);
    const name = view?.name ?? nameOf(raw);
    if (view !== undefined) {
      this.#views.set(name, view);
      this.#foreign.delete(name);
      this.#changed(name);
      return name;
    }
    this.drop(name);
    this.#foreign.set(name, foreign);
    return name;
  }

  drop(name: string): void {
    this.#foreign.delete(name);
    if (this.#views.delete(name)) this.#changed(name);
  }

  keepOnly(names: ReadonlySet<string>): void {
    for (const name of [...this.#views.keys(), ...this.#foreign.keys()]) if (!names.has(name)) this.drop(name);
  }
}

/** Different objects of all tenants together, names included. */
const mostShared = 50_000;

function contentOf(resource: ResourceView): string {
  const { wave, sync, prune, confirm } = resource;
  return `${objectKey(resource)} ${wave} ${sync} ${prune} ${confirm}`;
}

function nameOf(raw: unknown): string {
  return namedSchema.safeParse(raw).data?.metadata.name ?? '';
}

const namedSchema = z.object({ metadata: z.object({ name: z.string() }) });
