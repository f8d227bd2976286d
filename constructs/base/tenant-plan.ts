// One tenant, fully resolved: pure, frozen data that the constructs take, and for each value who set it.
import type { TenantProps } from './tenant.js';
import { entriesOf, type Origin, Sourced, type Traced, trueOrigin } from './traced.js';

export interface TenantPlan extends TenantProps {
  readonly offboardedOn?: string;
  readonly origins: Origins;
}

/** Fields of a tenant that no line sets; a concern adds its own (declaration merging). */
// biome-ignore lint/suspicious/noEmptyInterface: concerns add their fields
export interface UntracedFields {}

/** The plan's own values, before the origins are taken off. */
export type TracedPlan = Traced<Omit<TenantPlan, 'origins' | keyof UntracedFields>>;

/** Who set each value of a plan; worked out when first asked for, since rendering never asks. */
export class Origins {
  /** Those of the plan that was asked last: of all at once, for a warning that every tenant gets, they would fill the memory. */
  static #latest: { readonly of: Origins; readonly entries: ReadonlyMap<string, Sourced<unknown>> } | undefined;
  readonly #trace: () => TracedPlan;

  /** @param trace Plans the tenant again: ten thousand plans are kept, and the origins of a few are asked for. */
  constructor(trace: () => TracedPlan) {
    this.#trace = trace;
    Object.freeze(this);
  }

  /** Every value by its dotted path, as `services.api.replicas`, in the order of paths. */
  entries(): ReadonlyMap<string, Sourced<unknown>> {
    if (Origins.#latest?.of !== this) Origins.#latest = { of: this, entries: this.#work() };
    return Origins.#latest.entries;
  }

  /** Who set the value at a path; undefined where the plan has no such value. */
  of(path: string): Origin | undefined {
    return this.entries().get(path)?.origin;
  }

  #work(): ReadonlyMap<string, Sourced<unknown>> {
    return new Map(
      entriesOf(this.#trace())
        .map(([path, { value, origin }]) => [path, new Sourced(value, trueOrigin(origin))] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  }
}
