// Findings as people read them: each says whom it is about.
import { describe, expect, it } from 'vitest';
import { annotationsText, findingsText } from '../../cli/show-findings.js';
import { finding } from '../../constructs/base/finding.js';

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

describe('a finding about a rendered object', () => {
  const about = finding('check/policy', {
    message: 'Deployment api is wrong',
    manifest: 'clusters/eu/tenants/acme-auto/services.yaml',
    place: { file: 'tenants/acme-auto.yaml', line: 5 },
  });

  it('is annotated at its line, and names the manifest', () => {
    const text = annotationsText([about]);
    expect(text).toMatch(/^::error file=tenants\/acme-auto.yaml,line=5,/);
    expect(text).toContain('clusters/eu/tenants/acme-auto/services.yaml');
  });
});

describe('more findings than help anybody', () => {
  it('are cut down to the worst, in their order', () => {
    const plain = (text: string) => text;
    const color = new Proxy({}, { get: () => plain }) as Parameters<typeof findingsText>[1];
    const warnings = Array.from({ length: 100 }, (_, index) =>
      finding('publish/kept-back', {
        message: `kept ${index}`,
        tenant: 'a',
        place: { file: 'tenants/a.yaml', line: index },
      }),
    );
    const error = finding('load/invalid-value', { message: 'broken', place: { file: 'tenants/z.yaml', line: 1 } });
    const text = findingsText([...warnings, error], color);
    expect(text.match(/^tenants/gm)).toHaveLength(100);
    expect(text).toContain('broken');
    expect(text).toContain('and 1 more');
  });
});
