// What must hold of a tier's backup schedules: each is there once, and keeps a backup until there is another.
import { hoursOf } from '../../../constructs/backup-schedule.js';
import type { Finding } from '../../finding/finding.js';
import type { BlueprintSpec, TierSource } from '../schema/blueprint.js';
import type { SourcePath } from '../source-document.js';
import type { BlueprintReport } from './blueprint-report.js';

type Schedules = NonNullable<NonNullable<TierSource['database']>['backup']>;

/** Schedules that stand twice, or that leave days without a backup. */
export function backupRules({ tiers }: BlueprintSpec, report: BlueprintReport): Finding[] {
  return Object.entries(tiers).flatMap(([tier, { database }]) => {
    const at = ['tiers', tier, 'database', 'backup'];
    const schedules = database?.backup ?? [];
    return [...repeated(schedules, at, report), ...gaps(schedules, at, report)];
  });
}

function repeated(schedules: Schedules, at: SourcePath, report: BlueprintReport): Finding[] {
  return [...schedules.entries()].flatMap(([index, { every }]) => {
    const first = schedules.findIndex((each) => each.every === every);
    if (first === index) return [];
    return report('load/invalid-value', [...at, index, 'every'], `there is another schedule for ${every}`, {
      hint: 'name each once, with the longest time that its backups are to be kept',
      related: [...at, first, 'every'],
    });
  });
}

/** Hours until the next backup. */
const between: Readonly<Record<string, number>> = {
  daily: hoursOf('1d'),
  weekly: hoursOf('1w'),
  monthly: hoursOf('1m'),
};

function gaps(schedules: Schedules, at: SourcePath, report: BlueprintReport): Finding[] {
  return [...schedules.entries()]
    .filter(([, { every, keep }]) => hoursOf(keep) < (between[every] ?? 0))
    .map(([index, { every, keep }]) =>
      report(
        'load/invalid-value',
        [...at, index, 'keep'],
        `${every} backups are gone after ${keep}, before the next one`,
        {
          hint: 'keep each until there is another, or take them more often',
        },
      ),
    );
}
