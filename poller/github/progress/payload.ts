// The payloads that the outbox stores for GitHub: facts, because texts are made when they are sent. A later version may read them, so
// they are checked.
import { z } from 'zod';
import { wholeSha } from '../../../generator/tree/source-trailers.js';
import { stepNames, tenantStates } from '../../status/tenant-status.js';

/** One tenant as a report lists it. */
const listedTenant = z.object({
  tenant: z.string(),
  state: z.enum(tenantStates),
  summary: z.string(),
  url: z.string(),
  step: z.enum(stepNames).optional(),
  error: z.string().optional(),
  hint: z.string().optional(),
  /** Commit of the GitOps repository. */
  published: z.string().optional(),
  /** From the merge to live. */
  seconds: z.number().optional(),
});

export type ListedTenant = z.infer<typeof listedTenant>;

const commit = z.string().regex(wholeSha);
const count = z.int().min(0);

const commitFacts = {
  /** Commit of the source repository. */
  commit,
  /** `superseded`: a newer commit took them before they had arrived. */
  counts: z.partialRecord(z.enum([...tenantStates, 'superseded']), count),
  listed: z.array(listedTenant),
};

const commitPayload = z.object({ kind: z.literal('commit'), ...commitFacts });
const pullPayload = z.object({ kind: z.literal('pull'), ...commitFacts });
const deploymentPayload = z.object({
  kind: z.literal('deployment'),
  commit,
  tenant: z.string(),
  region: z.string(),
  url: z.string(),
  /** `superseded`: a newer commit has the tenant. */
  state: z.enum([...tenantStates, 'superseded']),
  /** What went wrong. */
  problem: z.string().optional(),
});

export const payloadSchema = z.discriminatedUnion('kind', [commitPayload, pullPayload, deploymentPayload]);

export type Payload = z.infer<typeof payloadSchema>;
export type CommitPayload = z.infer<typeof commitPayload>;
export type PullPayload = z.infer<typeof pullPayload>;
export type DeploymentPayload = z.infer<typeof deploymentPayload>;
/** How all tenants of a commit stand. */
export type CommitFacts = Pick<CommitPayload, 'commit' | 'counts' | 'listed'>;
