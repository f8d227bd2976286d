import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { argoCdAccess } from '../../../cli/status/argocd-sources.js';
import { UsageError } from '../../../cli/terminal.js';

const written = 'https://argocd.branch.example';

describe('a token for an Argo CD', () => {
  it('goes where its own variable or the command line says, whatever the files say', () => {
    const server = fc.constantFrom(
      'argocd.example',
      'https://argocd.example/cd',
      'http://localhost:8080',
      '[::1]:8443',
    );
    const name = fc.option(fc.constantFrom('eu-west', 'name'), { nil: undefined });
    const maybe = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: undefined });
    fc.assert(
      fc.property(name, maybe(server), maybe(fc.constant(written)), (instance, given, file) => {
        const suffix = instance === undefined ? '' : `_${instance.toUpperCase().replace('-', '_')}`;
        const environment = { [`ARGOCD_AUTH_TOKEN${suffix}`]: 'secret', [`ARGOCD_SERVER${suffix}`]: given };
        const addresses = { ...(instance && { instance }), ...(file && { written: file }) };
        const access = argoCdAccess(addresses, environment);
        const url = given?.includes('://') ? given : `https://${given}`;
        if (given !== undefined) expect(access).toEqual({ kind: 'asked', url, token: 'secret' });
        else expect(access.kind).toBe(file === undefined ? 'none' : 'refused');
      }),
    );
  });

  it.each([
    'http://argocd.example',
    'http://10.0.0.1:8080',
    'http://127.0.0.1.example',
    'http://localhost.example',
    'http://0.0.0.0:80',
  ])('does not go to %s in clear', (flag) => {
    expect(argoCdAccess({ flag, written }, { ARGOCD_AUTH_TOKEN: 'secret' })).toMatchObject({
      kind: 'refused',
      code: 'argocd/token-in-clear',
    });
    expect(argoCdAccess({ flag, written }, {})).toEqual({ kind: 'asked', url: flag });
  });

  it.each(['http://localhost:8080', 'http://127.0.0.1:8080', 'http://127.1:8080', 'http://[::1]:8080'])(
    'goes to %s, which is this machine',
    (flag) => {
      expect(argoCdAccess({ flag }, { ARGOCD_AUTH_TOKEN: 'secret' })).toMatchObject({ kind: 'asked', token: 'secret' });
    },
  );

  it.each([
    'tcp://10.0.0.1:80',
    'https://me:secret@argocd.example',
    'https://argocd.example?a',
    'https://a b',
    'https://',
  ])('has no address in %s', (text) => {
    const environment = { ARGOCD_AUTH_TOKEN: 'secret', ARGOCD_SERVER: text };
    expect(() => argoCdAccess({}, environment)).toThrow(UsageError);
    expect(() => argoCdAccess({ flag: text }, {})).toThrow(UsageError);
    expect(argoCdAccess({}, { ARGOCD_SERVER: text })).toEqual({ kind: 'none' });
  });
});
