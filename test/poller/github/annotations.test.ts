import { expect, it } from 'vitest';
import { annotations } from '../../../poller/github/annotations.js';

const place = { file: 'blueprints/workshop.yaml', line: 3 };
const found = { code: 'check/policy', severity: 'error' as const, message: 'Deployment api is wrong', place };

it('says which tenant and which manifest a line of a blueprint led to', () => {
  const [made] = annotations(
    [{ ...found, tenant: 'acme-auto', manifest: 'clusters/eu/services.yaml', hint: 'mend it' }],
    'platform',
  );
  expect(made).toMatchObject({ path: 'platform/blueprints/workshop.yaml', start_line: 3, annotation_level: 'failure' });
  for (const part of ['acme-auto', 'clusters/eu/services.yaml', 'mend it']) expect(made?.message).toContain(part);
});

it('leaves out what has no place', () => {
  const { place: _, ...nowhere } = found;
  expect(annotations([nowhere], '')).toEqual([]);
});
