// What the store keeps of a delivery to GitHub, for the next one about the same thing: ids, and what was said last.
import { z } from 'zod';

const id = z.int();

export const commitReceipt = z.object({
  /** Of the check run. */
  check: id.exactOptional(),
  /** The token is not an App's: the status alone tells. */
  statusOnly: z.literal(true).exactOptional(),
  /** State and description of the status. */
  status: z.string().exactOptional(),
});

export const pullReceipt = z.object({
  /** Number of the pull request; null where there is none. */
  pull: id.nullable().exactOptional(),
  comment: id.exactOptional(),
});

export const deploymentReceipt = z.object({ id: id.exactOptional(), said: z.string().exactOptional() });

export type CommitReceipt = z.infer<typeof commitReceipt>;
export type PullReceipt = z.infer<typeof pullReceipt>;
export type DeploymentReceipt = z.infer<typeof deploymentReceipt>;

/** Empty where there is none, or none that this version can read: then GitHub is asked again. */
export function readReceipt<Receipt>(schema: z.ZodType<Receipt>, receipt: unknown): Receipt {
  const parsed = schema.safeParse(receipt);
  return parsed.success ? parsed.data : schema.parse({});
}
