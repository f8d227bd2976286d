// The text of a tenant's file, suspended: one line is new or another, beside the day on which the tenant ended.
import { withTenantField } from '../tenant-field.js';

/** Takes the text of a file that loads without errors. */
export function suspendedText(text: string): string {
  return withTenantField(text, { key: 'lifecycle', value: 'suspended', after: 'expiresAt' });
}
