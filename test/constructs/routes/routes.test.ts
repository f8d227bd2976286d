// Requests reach the tenant by either API; certificates are for custom domains only.
import { App } from 'cdk8s';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TenantProps } from '../../../constructs/base/tenant.js';
import { Routes } from '../../../constructs/routes/chart.js';
import { certificateName } from '../../../constructs/routes/names.js';
import { render, tenant } from '../tenant-fixture.js';

const gateway = {
  kind: 'gateway',
  tls: true,
  gateway: { name: 'shared', namespace: 'gateways', section: 'https' },
  proxies: { namespace: 'proxies' },
} as const;
const ingress = { kind: 'ingress', tls: true, className: 'public', proxies: { namespace: 'proxies' } } as const;

interface Options {
  readonly routing: TenantProps['cluster']['routing'];
  readonly custom?: readonly string[];
  readonly lifecycle?: TenantProps['lifecycle'];
  readonly certified?: boolean;
}

function routes({ routing, custom = [], lifecycle = 'active', certified = true }: Options) {
  const { cluster, ...props } = tenant({ lifecycle });
  const { certificates: _, ...plain } = cluster;
  const certificates = { clusterIssuer: 'public', controller: { namespace: 'cert-manager' } };
  const hosts = [{ name: 'acme.apps.example', custom: false }, ...custom.map((name) => ({ name, custom: true }))];
  return render(
    new Routes(new App(), {
      ...props,
      cluster: { ...plain, routing, ...(certified ? { certificates } : {}) },
      hosts,
      routes: [
        { path: '/', service: 'web', port: 3000 },
        { path: '/api', service: 'api', port: 8080 },
      ],
    }),
  );
}

type Objects = ReturnType<typeof routes>;
const kinds = (objects: Objects) => objects.map(({ kind }) => kind).sort();
const find = (objects: Objects, kind: string, name: string) =>
  objects.find((object) => object.kind === kind && object.metadata.name === name);
const wave = (object: Objects[number] | undefined) =>
  Number(object?.metadata.annotations?.['argocd.argoproj.io/sync-wave']);

describe('Routes by Gateway API', () => {
  it('sends the base-domain host through the shared Gateway, the longest path first, with the defaults spelt out', () => {
    const objects = routes({ routing: gateway });
    expect(kinds(objects)).toEqual(['HTTPRoute']);
    expect(objects[0]?.spec).toEqual({
      parentRefs: [
        {
          group: 'gateway.networking.k8s.io',
          kind: 'Gateway',
          name: 'shared',
          namespace: 'gateways',
          sectionName: 'https',
        },
      ],
      hostnames: ['acme.apps.example'],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/api' } }],
          backendRefs: [{ group: '', kind: 'Service', name: 'api', port: 8080, weight: 1 }],
        },
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          backendRefs: [{ group: '', kind: 'Service', name: 'web', port: 3000, weight: 1 }],
        },
      ],
    });
  });

  it('brings custom domains to the Gateway as listeners with the Secrets of their certificates', () => {
    const objects = routes({ routing: gateway, custom: ['shop.example', 'shop.test'] });
    expect(kinds(objects)).toEqual(['Certificate', 'Certificate', 'HTTPRoute', 'HTTPRoute', 'ListenerSet']);
    expect(find(objects, 'ListenerSet', 'custom-domains')?.spec).toMatchObject({
      parentRef: { kind: 'Gateway', name: 'shared', namespace: 'gateways' },
      listeners: ['shop.example', 'shop.test'].map((hostname) => ({
        hostname,
        protocol: 'HTTPS',
        tls: { certificateRefs: [{ kind: 'Secret', name: certificateName(hostname) }] },
      })),
    });
    expect(find(objects, 'HTTPRoute', 'custom-domains')?.spec).toMatchObject({
      parentRefs: [{ kind: 'ListenerSet', name: 'custom-domains' }],
      hostnames: ['shop.example', 'shop.test'],
    });
    expect(find(objects, 'HTTPRoute', 'tenant')?.spec).toMatchObject({ hostnames: ['acme.apps.example'] });
  });

  it('applies what waits for somebody’s DNS in the last wave, which holds up nothing', () => {
    const objects = routes({ routing: gateway, custom: ['shop.example'] });
    const marker = 40;
    expect(wave(find(objects, 'Certificate', certificateName('shop.example')))).toBe(marker);
    expect(wave(find(objects, 'HTTPRoute', 'custom-domains'))).toBe(marker);
    expect(wave(find(objects, 'HTTPRoute', 'tenant'))).toBeLessThan(marker);
  });

  it('splits more hosts than one HTTPRoute may name over several', () => {
    const custom = Array.from({ length: 20 }, (_, index) => `shop-${index}.example`);
    const objects = routes({ routing: gateway, custom });
    const hostnames = (name: string) => find(objects, 'HTTPRoute', name)?.spec as { readonly hostnames: string[] };
    expect(hostnames('custom-domains').hostnames).toEqual(custom.slice(0, 16));
    expect(hostnames('custom-domains-2').hostnames).toEqual(custom.slice(16));
  });

  it('leaves every host to the Gateway’s own listeners where the cluster issues no certificates', () => {
    const objects = routes({ routing: gateway, custom: ['shop.example'], certified: false });
    expect(kinds(objects)).toEqual(['HTTPRoute']);
    expect(objects[0]?.spec).toMatchObject({ hostnames: ['acme.apps.example', 'shop.example'] });
  });
});

describe('Routes by Ingress', () => {
  it('serves the base-domain host with the controller’s certificate and custom domains with their own', () => {
    const objects = routes({ routing: ingress, custom: ['shop.example'] });
    expect(kinds(objects)).toEqual(['Certificate', 'Ingress']);
    const path = (prefix: string, name: string, number: number) => ({
      path: prefix,
      pathType: 'Prefix',
      backend: { service: { name, port: { number } } },
    });
    const http = { paths: [path('/api', 'api', 8080), path('/', 'web', 3000)] };
    expect(find(objects, 'Ingress', 'tenant')?.spec).toEqual({
      ingressClassName: 'public',
      rules: [
        { host: 'acme.apps.example', http },
        { host: 'shop.example', http },
      ],
      tls: [{ hosts: ['acme.apps.example'] }, { hosts: ['shop.example'], secretName: certificateName('shop.example') }],
    });
  });
});

describe('Routes of a tenant that is not active', () => {
  it.each([gateway, ingress])('are gone while its certificates stay ($kind)', (routing) => {
    const objects = routes({ routing, custom: ['shop.example'], lifecycle: 'suspended' });
    expect(kinds(objects)).toContain('Certificate');
    expect(kinds(objects)).not.toEqual(expect.arrayContaining(['HTTPRoute']));
    expect(kinds(objects)).not.toEqual(expect.arrayContaining(['Ingress']));
  });
});

describe('Routes of a suspended tenant with something that answers for it', () => {
  const service = { kind: 'service', name: 'maintenance', namespace: 'maintenance', port: 8080 } as const;
  const redirect = { kind: 'redirect', url: 'https://status.example/suspended' } as const;
  const everyPath = [{ path: { type: 'PathPrefix', value: '/' } }];
  const suspended = (maintenance: typeof service | typeof redirect, lifecycle: Options['lifecycle'] = 'suspended') =>
    routes({ routing: { ...gateway, maintenance }, custom: ['shop.example'], ...(lifecycle && { lifecycle }) });

  it('lead to that Service, at all of its hosts', () => {
    const objects = suspended(service);
    for (const [name, host] of [
      ['tenant', 'acme.apps.example'],
      ['custom-domains', 'shop.example'],
    ] as const)
      expect(find(objects, 'HTTPRoute', name)?.spec).toMatchObject({
        hostnames: [host],
        rules: [
          {
            matches: everyPath,
            backendRefs: [{ kind: 'Service', name: 'maintenance', namespace: 'maintenance', port: 8080 }],
          },
        ],
      });
  });

  it('send people on to that page, for as long as it lasts', () => {
    expect(find(suspended(redirect), 'HTTPRoute', 'tenant')?.spec).toMatchObject({
      rules: [
        {
          matches: everyPath,
          filters: [
            {
              type: 'RequestRedirect',
              requestRedirect: {
                scheme: 'https',
                hostname: 'status.example',
                path: { type: 'ReplaceFullPath', replaceFullPath: '/suspended' },
                statusCode: 302,
              },
            },
          ],
        },
      ],
    });
  });

  it('hold up no sync while a grant is missing', () => {
    const marker = 40;
    expect(wave(find(suspended(service), 'HTTPRoute', 'tenant'))).toBe(marker);
  });

  it.each(['active', 'offboarding'] as const)('are none of a tenant that is %s', (lifecycle) => {
    expect(JSON.stringify(suspended(service, lifecycle))).not.toContain('maintenance');
  });
});

describe('Certificate', () => {
  it('is issued by the cluster’s issuer with a fresh key each time, at a date that cert-manager chooses', () => {
    const objects = routes({ routing: ingress, custom: ['shop.example'] });
    const spec = find(objects, 'Certificate', certificateName('shop.example'))?.spec;
    expect(spec).toMatchObject({
      secretName: certificateName('shop.example'),
      dnsNames: ['shop.example'],
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'public' },
      privateKey: { rotationPolicy: 'Always' },
    });
    expect(spec).not.toHaveProperty('renewBefore');
  });
});

describe('certificateName', () => {
  const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
  const host = fc.array(label, { minLength: 2, maxLength: 6 }).map((labels) => labels.join('.'));

  it('tells any two hosts apart and is a name that Kubernetes accepts', () => {
    fc.assert(
      fc.property(host, host, (a, b) => {
        expect(certificateName(a) === certificateName(b)).toBe(a === b);
        expect(certificateName(a)).toMatch(/^[a-z0-9.-]{1,253}$/);
      }),
    );
    expect(certificateName('a-b.example')).not.toBe(certificateName('a.b.example'));
  });
});
