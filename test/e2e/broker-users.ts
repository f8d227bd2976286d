// Plays RabbitMQ's topology operator for Users where nobody else does: their status must name the user, or the API server takes no
// status at all, and simulated operators know no names. A real operator has been there before, or puts its own name in place.
import type { KubeClient, KubeObject, KubeReference } from './kube-client.js';

export async function nameUsers(client: KubeClient): Promise<void> {
  const users = await client.list<KubeObject>({ apiVersion: 'rabbitmq.com/v1beta1', kind: 'User' });
  const nameless = users.filter(({ status }) => status === undefined);
  await Promise.all(
    nameless.map((user) => client.mergeStatus(user as KubeReference, { username: user.metadata?.namespace })),
  );
}
