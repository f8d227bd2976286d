// Reads Argo CD's tree of a tenant's objects (GET /api/v1/applications/<name>/resource-tree): the health of each, and why. The
// environment of pods is never read, and of logs only the end of a failed pod's.
import { z } from 'zod';
import { type HealthStatus, healthStatuses, type ObjectName, objectKey } from './application.js';
import { cleanText, withoutSecrets } from './clean-text.js';

export interface TreeNode extends ObjectName {
  readonly health?: HealthStatus;
  /** Of the object, or of what it made and is not well, as a pod whose image can not be pulled. */
  readonly message?: string;
  /** ISO 8601 in UTC. */
  readonly createdAt?: string;
}

/** The objects that come from git, by `objectKey`. */
export type ResourceTree = ReadonlyMap<string, TreeNode>;

/** Undefined for what is no tree. */
export function tryReadResourceTree(raw: unknown): ResourceTree | undefined {
  const parsed = treeSchema.safeParse(raw);
  if (!parsed.success) return undefined;
  const nodes = parsed.data.nodes;
  const children = byParent(nodes);
  const tops = nodes.filter((node) => node.parentRefs.length === 0);
  return new Map(tops.map((node) => [objectKey(node), topNode(node, children)]));
}

const text = (longest: number) =>
  z
    .string()
    .transform((value) => cleanText(value, longest))
    .catch('');

const bareNode = z.object({
  group: text(253),
  kind: text(253),
  name: text(253),
  uid: text(64),
  parentRefs: z.array(z.object({ uid: text(64) })).catch([]),
  health: z
    .object({ status: z.enum(healthStatuses), message: z.string().catch('') })
    .optional()
    .catch(undefined),
  createdAt: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/)
    .refine((value) => !Number.isNaN(Date.parse(value)))
    .optional()
    .catch(undefined),
});

/** Characters of a message. */
const longestMessage = 500;

const node = bareNode.transform(({ health, ...rest }) => ({
  ...rest,
  health: health && { status: health.status, message: messageOf(rest.kind, health.message) },
}));

function messageOf(kind: string, message: string): string {
  return cleanText(kind === 'Pod' ? lastLines(endOfLog(message), longestMessage) : message, longestMessage);
}

/** Kubernetes keeps 4,096 bytes of a container's log; of what claims to be longer nothing counts but whole lines. */
const longestLog = 8192;

function endOfLog(message: string): string {
  const end = message.slice(-longestLog);
  return withoutSecrets(end.length === message.length ? end : end.slice(end.indexOf('\n') + 1 || end.length));
}

/** A pod that has failed says the end of its log (Kubernetes, `terminationMessagePolicy`), and the end of that says why. */
function lastLines(text: string, longest: number): string {
  const end = text.trimEnd();
  const tail = end.slice(-longest);
  return tail.length === end.length ? tail : tail.slice(tail.indexOf('\n') + 1);
}

type RawNode = z.infer<typeof node>;

/** A tenant has some hundred, with its pods. */
const mostNodes = 2000;

const treeSchema = z.object({
  nodes: z.preprocess((value) => (Array.isArray(value) ? value.slice(0, mostNodes) : value), z.array(node)),
});

type Children = ReadonlyMap<string, readonly RawNode[]>;

function byParent(nodes: readonly RawNode[]): Children {
  const children = new Map<string, RawNode[]>();
  for (const node of nodes)
    for (const { uid } of node.parentRefs.slice(0, 1)) {
      const siblings = children.get(uid) ?? [];
      children.set(uid, siblings);
      siblings.push(node);
    }
  return children;
}

function topNode(top: RawNode, children: Children): TreeNode {
  const { group, kind, name, health, createdAt } = top;
  const message = complaintBelow(top, children, deepest) ?? health?.message ?? '';
  return {
    group,
    kind,
    name,
    health: health?.status,
    message: message || undefined,
    createdAt,
  };
}

/** Deployment, ReplicaSet, Pod. */
const deepest = 4;

/** The pod knows the reason better than the Deployment that waits for it. */
function complaintBelow({ uid, health }: RawNode, children: Children, depth: number): string | undefined {
  if (depth === 0 || health?.status === 'Healthy') return undefined;
  for (const child of children.get(uid) ?? []) {
    const below = complaintBelow(child, children, depth - 1);
    if (below !== undefined) return below;
    if (child.health?.status === 'Degraded' && child.health.message !== '') return child.health.message;
  }
  return undefined;
}
