// Findings as people read them: each says whom it is about.
import { describe, expect, it } from 'vitest';
import { annotationsText } from '../../../generator/cli/show-findings.js';
import { finding } from '../../../generator/finding/finding.js';

const textOf = (message: string, file: string) =>
  annotationsText([finding('load/invalid-value', { message, tenant: 'acme-auto', place: { file, line: 1 } })]);

describe('a finding about a tenant', () => {
  it('names the tenant where its place is in another file', () => {
    expect(textOf('must be small', 'blueprints/workshop.yaml')).toContain('acme-auto: must be small');
  });

  it('is not named twice where the place or the message says so', () => {
    expect(textOf('must be small', 'tenants/acme-auto.yaml')).not.toContain('acme-auto:');
    expect(textOf('acme-auto must be small', 'platform.yaml')).not.toContain('acme-auto:');
  });
});
