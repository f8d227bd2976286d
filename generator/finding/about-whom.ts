// A finding's message for people, who must see which tenant it is about wherever they read it.
import type { Finding } from './finding.js';

/** The message, with the tenant where neither it nor its place tells whom it is about. */
export function aboutWhom({ message, tenant, place }: Pick<Finding, 'message' | 'tenant' | 'place'>): string {
  if (tenant === undefined || place?.file === `tenants/${tenant}.yaml` || message.includes(tenant)) return message;
  return `${tenant}: ${message}`;
}
