import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { apiSchemas } from '../../../../poller/page/api/api-schemas.js';
import { apiOperations, openApi } from '../../../../poller/page/api/open-api.js';
import { fewTenants, manyTenants, tenantStatus } from '../fleet-fixture.js';
import { memoryData } from '../memory-data.js';
import { openPage } from '../open-page.js';

const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema({ $id: 'openapi', ...openApi() });

/** What is wrong with an answer by the description that the API gives of itself. */
function mistakes(path: string, status: number, body: unknown): unknown {
  const at = path.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D');
  const type = status === 200 ? 'application~1json' : 'application~1problem+json';
  const schema = ajv.getSchema(`openapi#/paths/${at}/get/responses/${status}/content/${type}/schema`);
  if (schema === undefined) return `nothing describes ${status} of ${path}`;
  schema(body);
  return schema.errors ?? [];
}

const { eventPage } = apiSchemas;

const asked = [
  ['/api/tenants', '/api/tenants?state=attention&sort=compared&order=desc&size=3'],
  ['/api/tenants', '/api/tenants?size=none'],
  ['/api/tenants/{tenant}', '/api/tenants/bolt-garage'],
  ['/api/tenants/{tenant}', '/api/tenants/city-motors'],
  ['/api/tenants/{tenant}', '/api/tenants/new-one'],
  ['/api/tenants/{tenant}', '/api/tenants/nobody'],
  ['/api/tenants/{tenant}/history', '/api/tenants/acme-auto/history?limit=2'],
  ['/api/tenants/{tenant}/history', '/api/tenants/nobody/history'],
  ['/api/activity', '/api/activity?kind=StepFailed'],
  ['/api/activity', '/api/activity?kind=Nonsense'],
  ['/api/health', '/api/health'],
] as const;

describe('the API', () => {
  it.each(asked)('answers as it describes %s: %s', async (path, address) => {
    const answer = await openPage().get(address);
    expect(mistakes(path, answer.status, await answer.json())).toEqual([]);
  });

  it('answers somebody unknown as it describes', async () => {
    const access = { kind: 'trusted-header', from: ['10.0.0.0/8'], viewers: 'everyone' };
    const page = openPage({ settings: { access } });
    for (const { path } of apiOperations) {
      const address = path.replace('{tenant}', 'acme-auto');
      for (const [from, status] of [
        ['10.0.0.1', 401],
        ['11.0.0.1', 403],
      ] as const) {
        const answer = await page.get(address, {}, from);
        expect(answer.status).toBe(status);
        expect(mistakes(path, status, await answer.json())).toEqual([]);
      }
    }
  });

  it('describes its parameters', async () => {
    const described = await (await openPage().get('/api/openapi.json')).json();
    const size = { name: 'size', in: 'query', schema: { type: 'integer', default: 50, maximum: 500 } };
    const parameters = expect.arrayContaining([
      expect.objectContaining({ ...size, schema: expect.objectContaining(size.schema) }),
    ]);
    expect(described).toMatchObject({ paths: { '/api/tenants': { get: { parameters } } } });
    expect(JSON.stringify(described)).not.toContain('$defs');
  });

  it('gives every event once, page by page, while new ones come', async () => {
    const page = openPage({ data: memoryData(manyTenants(30)) });
    const seen: number[] = [];
    let next: number | undefined;
    do {
      const answer = await page.get(`/api/activity?limit=7${next === undefined ? '' : `&before=${next}`}`);
      const body = eventPage.parse(await answer.json());
      seen.push(...body.events.map(({ id }) => id));
      next = body.next;
    } while (next !== undefined);
    expect(seen).toEqual(Array.from({ length: 150 }, (_, index) => 150 - index));
  });

  it('leads to the Argo CD that has the tenant, where there are several', async () => {
    const page = openPage({ data: memoryData([tenantStatus('acme-auto', { argocd: 'us-east' })]) });
    const tenant = await (await page.get('/api/tenants/acme-auto')).json();
    expect(tenant).toMatchObject({
      argocd: 'us-east',
      links: { argocd: 'https://argocd.us.garage.example/applications/gitops/tenant-acme-auto' },
    });
  });

  it('gives a tenant’s links', async () => {
    const tenant = await (await openPage().get(`/api/tenants/${fewTenants[0]?.tenant}`)).json();
    expect(tenant).toMatchObject({
      links: {
        argocd: 'https://argocd.garage.example/applications/argocd/tenant-acme-auto',
        grafana: 'https://grafana.garage.example/d/acme-auto',
        file: 'https://git.garage.example/platform/tenants/blob/main/tenants/acme-auto.yaml',
        pullRequest: 'https://git.garage.example/platform/tenants/pull/42',
      },
    });
  });
});
