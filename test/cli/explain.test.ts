// `tenantry explain`: with a tenant's secrets it says what the secret store must hold, for people and for programs.
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../cli/show-result.js';
import { platformFolder } from './platform-folder.js';
import { runCli } from './run-cli.js';

const bare = `apiVersion: tenantry.dev/v1
kind: Blueprint
metadata: {name: bare}
spec:
  services:
    app: {image: "registry.example/bare/app:1.0.0", port: 8080, probes: {ready: /ready}}
  tiers:
    free: {services: {app: {replicas: 1, resources: {cpu: 100m, memory: 128Mi}}}}
`;
const bareTenant = `apiVersion: tenantry.dev/v1
kind: Tenant
metadata: {name: bare-one}
spec:
  displayName: Bare One
  blueprint: bare
  tier: free
  region: eu-west
  owner: {name: Office, email: office@bare-one.example}
`;
const files = { 'blueprints/bare.yaml': bare, 'tenants/bare-one.yaml': bareTenant };
const explain = (...args: readonly string[]) => runCli(['explain', ...args], { cwd: platformFolder(files) });

describe('what the secret store must hold', { timeout: 60_000 }, () => {
  it('comes beneath the plan’s secrets, an entry a line', async () => {
    const { code, stdout } = await explain('lumen-lamps', 'secrets');
    expect(code).toBe(exitCodes.fine);
    expect(stdout).toMatch(/^secrets\.administrator\.key /);
    expect(stdout).toMatch(
      /\n\nthe secret store of us-east .*:\n(?: {2}tenants\/tenant-lumen-lamps\/[\w-]+ +\w.*\n){3}$/,
    );
  });

  it('is data for programs', async () => {
    const { tenant, values, secretStore } = JSON.parse((await explain('lumen-lamps', 'secrets', '-o', 'json')).stdout);
    expect(tenant).toBe('lumen-lamps');
    expect(values).not.toEqual([]);
    expect(secretStore).toContainEqual({ path: 'tenants/tenant-lumen-lamps/mariadb-root', keys: ['password'] });
  });

  it('is there with the whole plan, and not with another part of it', async () => {
    const whole = JSON.parse((await explain('acme-auto', '-o', 'json')).stdout);
    expect(whole).toHaveProperty('secretStore');
    const part = JSON.parse((await explain('acme-auto', 'database', '-o', 'json')).stdout);
    expect(part).not.toHaveProperty('secretStore');
  });

  it('is told of a product without secrets too', async () => {
    const { code, stdout } = await explain('bare-one', 'secrets');
    expect(code).toBe(exitCodes.fine);
    expect(stdout).toMatch(/^the secret store of eu-west .*\n$/);
    expect(JSON.parse((await explain('bare-one', 'secrets', '-o', 'json')).stdout)).toMatchObject({
      values: [],
      secretStore: [],
    });
  });
});
