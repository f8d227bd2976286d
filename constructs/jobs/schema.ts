// `jobs` of a blueprint: programs that run to their end, once or at their hours.

import { z } from 'zod';
import { container, distinct, label, resources } from '../base/schema.js';
import type { FieldsOf } from '../base/sources.js';
import type { JobProps } from '../base/workload.js';

export const jobSchedule = z
  .union(
    [
      z.enum(['hourly', 'daily', 'weekly', 'monthly']),
      z
        .string()
        .regex(/^(?:[\d*,/A-Za-z-]+ ){4}[\d*,/A-Za-z-]+$/)
        .refine(isCron),
    ],
    {
      error: 'must be hourly, daily, weekly, monthly or a cron expression of five fields (minutes first)',
    },
  )
  .meta({
    description: 'When it runs, in UTC; a word is spread by tenant',
    examples: ['daily', '30 4 * * 1-5'],
  });

interface Field {
  readonly least: number;
  readonly most: number;
  /** Words for the numbers from `least` on. */
  readonly words?: readonly string[];
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** As robfig/cron's standard parser has them, which Kubernetes uses: Sunday is 0 and not 7. */
const fields: readonly Field[] = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  { least: 1, most: 12, words: months },
  { least: 0, most: 6, words: weekdays },
];

function isCron(text: string): boolean {
  const parts = text.split(' ');
  return parts.length === fields.length && fields.every((field, index) => isField(parts[index] ?? '', field));
}

function isField(text: string, field: Field): boolean {
  return text.split(',').every((item) => isItem(item, field));
}

/** `*`, a number or a range, each with or without a step. */
function isItem(text: string, field: Field): boolean {
  const [, range = '', step] = /^([^/]+)(?:\/([1-9]\d?))?$/.exec(text) ?? [];
  if (step !== undefined && Number(step) > field.most) return false;
  if (range === '*') return true;
  const ends = range.split('-').map((end) => numberOf(end, field));
  const [from = Number.NaN, to = from] = ends;
  return ends.length <= 2 && from >= field.least && to <= field.most && from <= to;
}

function numberOf(text: string, { least, words = [] }: Field): number {
  const word = words.indexOf(text.toLowerCase());
  return word >= 0 ? word + least : /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
}

export const job = z
  .strictObject({
    ...container,
    when: z
      .enum(['migration', 'seed', 'sample-data'])
      .exactOptional()
      .describe('migration: first; seed: after it; sample-data: as seed, where the tenant asks for sample data'),
    schedule: jobSchedule.exactOptional(),
    waitsFor: distinct(label())
      .default([])
      .meta({ description: 'Services that accept its connections, where it has a schedule', examples: [['api']] }),
    resources,
    deadline: z
      .int()
      .min(10)
      .max(86_400)
      .default(300)
      .meta({ description: 'Seconds after which it has failed', examples: [300] }),
    retries: z
      .int()
      .min(0)
      .max(10)
      .default(3)
      .meta({ description: 'How often it is tried again', examples: [3] }),
  })
  .meta({ description: 'A program that runs to its end: between the database and the services, or again and again' });

export const jobsSchema = {
  blueprint: { jobs: z.record(label(), job).default({}).describe('Programs that run to their end') },
} as const;

export type JobSource = z.infer<typeof job>;

declare module '../base/sources.js' {
  interface BlueprintSpec extends FieldsOf<typeof jobsSchema.blueprint> {}
}

declare module '../base/tenant.js' {
  interface TenantProps {
    readonly jobs: Readonly<Record<string, JobProps>>;
  }
}
