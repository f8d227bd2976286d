// The Applications of one Argo CD as views, by name, and how many are no tenants. Whole objects come from the watch and are dropped
// once they are read; what a view lists is shared with the views that list the same.
import { type ApplicationView, objectKey, type ResourceView } from '../status/application-view.js';
import { type ApplicationOrigin, type Foreign, readApplication } from '../status/read-application.js';
import { nameOf } from './watch-messages.js';

export class ApplicationViews {
  readonly #origin: ApplicationOrigin;
  readonly #changed: (name: string) => void;
  readonly #views = new Map<string, ApplicationView>();
  readonly #foreign = new Map<string, Foreign>();
  readonly #shared = new Map<string, ResourceView>();

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
    const { view, foreign } = readApplication(raw, this.#origin, (resource) => this.#share(resource));
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

  #share(resource: ResourceView): ResourceView {
    const { wave, sync, prune, confirm } = resource;
    const key = `${objectKey(resource)} ${wave} ${sync} ${prune} ${confirm}`;
    const known = this.#shared.get(key);
    if (known !== undefined) return known;
    if (this.#shared.size >= mostShared) this.#shared.clear();
    this.#shared.set(key, resource);
    return resource;
  }
}

/** Different objects of all tenants together, names included. */
const mostShared = 50_000;
