import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownPath } from '../../../../poller/page/access/oidc-gate.js';

describe('the way back after signing in', () => {
  it('keeps a path of the page', () => {
    expect(ownPath('/tenants/acme?before=3')).toBe('/tenants/acme?before=3');
  });

  it.each([
    undefined,
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '\\\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    'javascript:alert(1)',
  ])('does not follow %s', (wanted) => {
    expect(ownPath(wanted)).toBe('/');
  });

  it('stays on the page’s own host, whatever is asked for', () => {
    const parts = fc.array(
      fc.constantFrom('/', '\\', '.', '..', ':', '@', '\t', '\n', 'evil.example', '%2f', 'http', '?', '#'),
    );
    fc.assert(
      fc.property(parts, (each) => {
        const path = ownPath(`/${each.join('')}`);
        expect(new URL(path, 'https://own.example').origin).toBe('https://own.example');
      }),
    );
  });
});
