// The words of a pull request that begins a restore of a tenant's database, declares it done, or calls it off.
import { codeSpan as code } from '../diff/code-span.js';

export type RestoreStep = 'begin' | 'done' | 'cancel';

export interface ProposedRestore {
  readonly id: string;
  readonly step: RestoreStep;
  /** What the tenant's file will say of its server. */
  readonly database: string;
}

export function restoreProposal({ id, step, database }: ProposedRestore) {
  const { verb, what, before } = steps[step];
  const body = [
    `${what(code(id))} Its file will say ${code(`database: ${database}`)}.`,
    '',
    '### Before merging',
    ...[...before, 'the check `tenantry` passes'].map((line) => `- [ ] ${line}`),
  ];
  return { branch: `tenantry/restore-${id}`, title: `tenants: ${verb} ${id}`, body: body.join('\n') };
}

const steps = {
  begin: {
    verb: 'restore',
    what: (id: string) =>
      `Restores the database of ${id}: a new server begins with a backup, and the services move to it once it is there.`,
    before: ['the moment is the right one: what was written after it is not in the new server', 'the customer knows'],
  },
  done: {
    verb: 'settle the restore of',
    what: (id: string) =>
      `Declares the restore of ${id} done. The server before it leaves git, and Argo CD asks a person before it deletes it.`,
    before: ['somebody has looked at the restored data', 'nothing is needed from the server before it any more'],
  },
  cancel: {
    verb: 'call off the restore of',
    what: (id: string) =>
      `Calls off the restore of ${id}: its services go back to the server before it, and Argo CD asks a person before it deletes the restored one.`,
    before: ['what was written to the restored server is not needed'],
  },
} as const satisfies Record<RestoreStep, unknown>;
