// Waivers of platform.yaml, applied to what checks found: a waived error is a warning that says why and for how long.
// A waiver that has ended, or that nothing needs, is a finding itself.

import { type Finding, finding } from '../../constructs/base/finding.js';
import type { Loaded } from '../../constructs/base/sources.js';
import type { PlatformSource } from '../read/schema/platform.js';
import type { Waiver } from '../read/schema/waivers.js';

export class Waivers {
  readonly #platform: Loaded<PlatformSource>;
  readonly #today: string;
  readonly #used = new Set<Waiver>();
  readonly #seen = new Set<string>();

  /** @param today ISO date; a waiver counts up to its last day. */
  constructor(platform: Loaded<PlatformSource>, today: string) {
    this.#platform = platform;
    this.#today = today;
  }

  /** The findings of one tenant's checks, the waived ones as warnings. */
  apply(tenant: string, findings: readonly Finding[]): Finding[] {
    this.#seen.add(tenant);
    return findings.map((each) => {
      const waiver = this.#all.find((candidate) => this.#covers(candidate, tenant, each));
      if (waiver === undefined) return each;
      this.#used.add(waiver);
      return {
        ...each,
        severity: 'warning',
        message: `${each.message} (waived until ${waiver.until}: ${waiver.reason})`,
      };
    });
  }

  /**
   * What is to be said of the waivers themselves, after every tenant.
   * @param ids Tenants that have a file: of one that could not be checked nobody knows whether it needs its waiver.
   */
  conclude(ids: ReadonlySet<string>): Finding[] {
    return this.#all.flatMap((waiver, index) => {
      if (!this.#isInForce(waiver)) return [this.#expired(waiver, index)];
      const unchecked = [...ids].some((id) => isFor(waiver, id) && !this.#seen.has(id));
      return this.#used.has(waiver) || unchecked ? [] : [this.#unused(waiver, index)];
    });
  }

  get #all(): readonly Waiver[] {
    return this.#platform.data.spec.waivers ?? [];
  }

  #covers(waiver: Waiver, tenant: string, { code, severity }: Finding): boolean {
    return severity === 'error' && waiver.code === code && isFor(waiver, tenant) && this.#isInForce(waiver);
  }

  #isInForce({ until }: Waiver): boolean {
    return this.#today <= until;
  }

  #expired({ code, tenant, until }: Waiver, index: number): Finding {
    return finding('waiver/expired', {
      message: `the waiver of ${code} for ${tenant} ended on ${until}`,
      hint: 'remove it, or have a later end approved',
      place: this.#platform.document.place(['spec', 'waivers', index, 'until']),
    });
  }

  #unused({ code, tenant }: Waiver, index: number): Finding {
    return finding('waiver/unused', {
      message: `nothing needs the waiver of ${code} for ${tenant}`,
      hint: 'remove it',
      place: this.#platform.document.place(['spec', 'waivers', index, 'code']),
    });
  }
}

function isFor(waiver: Waiver, tenant: string): boolean {
  return waiver.tenant === '*' || waiver.tenant === tenant;
}
