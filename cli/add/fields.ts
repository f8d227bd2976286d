// The table of the fields of a new tenant, in the order in which they are asked for: option, title, and the part of the tenant schema that
// decides what is valid.

import { randomInt } from 'node:crypto';
import type { z } from 'zod';
import { tenantObject } from '../../generator/read/schema/tenant.js';
import type { Sources } from '../../generator/read/sources.js';
import { today } from '../clock.js';
import { toLabel } from '../to-label.js';

interface Choice {
  readonly name: string;
  readonly description?: string;
}

export interface Field {
  readonly option: string;
  /** As people are asked for it. */
  readonly title: string;
  readonly schema: z.ZodType;
  /** Whether there must be a value, after what is known already. @default never */
  readonly needed?: (sources: Sources, given: Given) => boolean;
  /** Where one of a few must be chosen. */
  readonly choices?: (sources: Sources, given: Given) => Choice[];
  /** Why a value that the schema accepts can not be used; undefined for one that can. */
  readonly refusal?: (value: string) => string | undefined;
}

export type FieldName = Exclude<keyof Given, 'domain' | 'sampleData'>;

const spec = tenantObject.shape.spec.shape;
const owner = spec.owner.shape;
const billing = spec.billing.unwrap().shape;
const always = () => true;

export const fields: Readonly<Record<FieldName, Field>> = {
  displayName: {
    option: '--display-name',
    title: 'The customer’s name as people read it',
    schema: spec.displayName,
    needed: always,
  },
  blueprint: {
    option: '--blueprint',
    title: 'What the tenant runs',
    schema: spec.blueprint,
    needed: always,
    choices: ({ blueprints }) => [...blueprints].map(([name, { data }]) => choice(name, data.spec.description)),
  },
  tier: { option: '--tier', title: 'How much of it', schema: spec.tier, needed: always, choices: tiersOf },
  region: {
    option: '--region',
    title: 'Where its data lives',
    schema: spec.region,
    needed: always,
    choices: ({ platform }) => Object.entries(platform.data.spec.clusters).map(([, { region }]) => ({ name: region })),
  },
  ownerName: { option: '--owner-name', title: 'Who answers for it', schema: owner.name, needed: always },
  ownerEmail: { option: '--owner-email', title: 'Their e-mail address', schema: owner.email, needed: always },
  expiresAt: {
    option: '--expires-at',
    title: 'The day it ends',
    schema: spec.expiresAt.unwrap(),
    needed: mustExpire,
    refusal: overAlready,
  },
  customerId: { option: '--customer-id', title: 'The customer in the billing system', schema: billing.customerId },
  subscriptionId: { option: '--subscription-id', title: 'The subscription', schema: billing.subscriptionId },
  costCenter: { option: '--cost-center', title: 'The cost centre', schema: billing.costCenter },
  department: { option: '--department', title: 'The department', schema: billing.department },
};

/** As for `fields`; there may be several. */
export const domainField: Field = {
  option: '--domain',
  title: 'A domain of the tenant’s own',
  schema: spec.domains.unwrap().element,
};

export const fieldNames = Object.keys(fields) as readonly FieldName[];

/** One that the schema gives. */
export function exampleOf({ schema }: Field): string {
  const examples = schema.meta()?.examples;
  return Array.isArray(examples) ? String(examples[0]) : '';
}

/** The tiers of the chosen blueprint; of all, where none is chosen or it does not exist. */
function tiersOf({ blueprints }: Sources, { blueprint = '' }: Given): Choice[] {
  const chosen = blueprints.get(blueprint);
  const tiers = (chosen === undefined ? [...blueprints.values()] : [chosen]).flatMap(({ data }) =>
    Object.entries(data.spec.tiers),
  );
  return [...new Map(tiers)].map(([name, tier]) => choice(name, tier.description));
}

function mustExpire({ blueprints }: Sources, { blueprint = '', tier = '' }: Given): boolean {
  return blueprints.get(blueprint)?.data.spec.tiers[tier]?.expiry === 'required';
}

function overAlready(day: string): string | undefined {
  const first = today();
  return day < first ? `must not be over already: give the last day, from ${first} on` : undefined;
}

function choice(name: string, description: string | undefined): Choice {
  return description === undefined ? { name } : { name, description };
}

export interface Given {
  readonly displayName?: string;
  readonly blueprint?: string;
  readonly tier?: string;
  readonly region?: string;
  readonly ownerName?: string;
  readonly ownerEmail?: string;
  /** ISO date. */
  readonly expiresAt?: string;
  readonly customerId?: string;
  readonly subscriptionId?: string;
  readonly costCenter?: string;
  readonly department?: string;
  readonly domain?: readonly string[];
  readonly sampleData?: boolean;
}

/** What every tenant needs. */
export type NewTenant = Given &
  Required<Pick<Given, 'displayName' | 'blueprint' | 'tier' | 'region' | 'ownerName' | 'ownerEmail'>>;

export function isWhole(given: Given): given is NewTenant {
  const { displayName, blueprint, tier, region, ownerName, ownerEmail } = given;
  return [displayName, blueprint, tier, region, ownerName, ownerEmail].every((each) => each !== undefined);
}

const longestId = 40;
const suffixLength = 6;
const characters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** As `acme-auto-a1b2c3`; never one that is taken. */
export function makeId(displayName: string, isTaken: (id: string) => boolean, random = randomSuffix): string {
  const begin = toLabel(displayName, { longest: longestId - suffixLength - 1, fallback: 'tenant' });
  for (;;) {
    const id = `${begin}-${random()}`;
    if (!isTaken(id)) return id;
  }
}

function randomSuffix(): string {
  return Array.from({ length: suffixLength }, () => characters.charAt(randomInt(characters.length))).join('');
}
