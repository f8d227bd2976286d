import { createVerify, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { OutsideError } from '../../../constructs/base/finding.js';
import { hasAccess, lastingAccess } from '../../../poller/github/app-access.js';
import { startGitHub } from './fake-github.js';

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const repository = { owner: 'acme', repo: 'platform' };
const environmentOf = (apiUrl: string, key = privateKey) => ({
  GITHUB_API_URL: apiUrl,
  GITHUB_APP_ID: '17',
  GITHUB_APP_PRIVATE_KEY: key,
});

describe('the access of an App', () => {
  it('asks for a token of the repository with a pass that its key has signed', async (context) => {
    const github = await startGitHub(context);
    const { token } = await lastingAccess(environmentOf(github.apiUrl), repository, () => 0)();
    expect(token).toMatch(/^ghs_/);
    expect(github.faults).toEqual([]);
    const [pass = ''] = [...github.tokens].map((header) => header?.replace(/^bearer /i, ''));
    const [head, claims, signature = ''] = pass.split('.');
    const isOurs = createVerify('RSA-SHA256').update(`${head}.${claims}`).verify(publicKey, signature, 'base64url');
    expect(isOurs).toBe(true);
    expect(JSON.parse(Buffer.from(claims ?? '', 'base64url').toString())).toMatchObject({ iss: '17' });
  });

  it('keeps its token until shortly before the end, and then asks again', async (context) => {
    const github = await startGitHub(context);
    let now = Date.parse('2026-11-21T10:00:00Z');
    const access = lastingAccess(environmentOf(github.apiUrl), repository, () => now);
    const first = await access();
    now += 50 * 60_000;
    expect(await access()).toEqual(first);
    now += 6 * 60_000;
    expect((await access()).token).not.toBe(first.token);
  });

  it('takes a key whose lines are written out', async (context) => {
    const github = await startGitHub(context);
    const key = privateKey.replaceAll('\n', '\\n');
    await expect(lastingAccess(environmentOf(github.apiUrl, key), repository, () => 0)()).resolves.toBeDefined();
  });

  it('is refused without a key, and says so without showing what was there', () => {
    const open = () => lastingAccess(environmentOf('https://api.github.com', 'secret'), repository, () => 0);
    expect(open).toThrow(OutsideError);
    expect(open).not.toThrow(/secret/);
  });

  it('fails where the App is not installed', async (context) => {
    const github = await startGitHub(context);
    github.answerAlways('GET /repos/{owner}/{repo}/installation', { status: 404, body: { message: 'Not Found' } });
    await expect(lastingAccess(environmentOf(github.apiUrl), repository, () => 0)()).rejects.toThrow(/404|not/i);
  });
});

describe('without an App', () => {
  it('the token of the environment counts', async () => {
    expect(await lastingAccess({ GH_TOKEN: 'a' }, repository, () => 0)()).toMatchObject({ token: 'a' });
    expect([hasAccess({}), hasAccess({ GH_TOKEN: 'a' }), hasAccess({ GITHUB_APP_ID: '1' })]).toEqual([
      false,
      true,
      true,
    ]);
  });
});
