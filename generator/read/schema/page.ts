// `page` of platform.yaml: the status page that `tenantry serve` shows, and who may see what of it. Its secrets, the key of sessions and
// the client's secret at the identity provider, come from the environment and never stand here.
import { z } from 'zod';
import { label } from '../../../constructs/base/schema.js';

const group = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^,\s](?:[^,\n\r]*[^,\s])?$/, { error: 'must be the name of one group, without commas' });

const viewers = z
  .union([
    z.literal('everyone'),
    z.strictObject({
      fleet: z
        .array(group)
        .default([])
        .meta({ description: 'Groups that see every tenant', examples: [['platform-team']] }),
      tenants: z
        .record(group, z.array(label()).max(1000))
        .default({})
        .meta({
          description: 'Tenants that a group sees, besides the one that `viewersGroup` names it for',
          examples: [{ 'support-eu': ['acme-auto', 'bolt-garage'] }],
        }),
    }),
  ])
  .meta({
    description: 'Who sees which tenants, of those who signed in: everyone all of them, or by their groups',
    examples: [{ fleet: ['platform-team'] }],
  });

const headerName = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, { error: 'must be the name of an HTTP header' });

const trustedHeader = z.strictObject({
  kind: z.literal('trusted-header').describe('A proxy signs people in, and names them in a header'),
  user: headerName.default('X-Forwarded-User').meta({
    description: 'The header with the person’s name; the proxy must remove what the browser sends by that name',
    examples: ['X-Auth-Request-User'],
  }),
  groups: headerName.default('X-Forwarded-Groups').meta({
    description: 'The header with their groups, separated by commas',
    examples: ['X-Auth-Request-Groups'],
  }),
  from: z
    .array(z.union([z.cidrv4(), z.cidrv6()], { error: 'must be an address range such as 10.0.0.0/8' }))
    .min(1)
    .meta({ description: 'Addresses of the proxy; requests from others are refused', examples: [['10.10.0.0/16']] }),
  viewers,
});

const oidc = z.strictObject({
  kind: z.literal('oidc').describe('People sign in at an identity provider by OpenID Connect'),
  issuer: z
    .string()
    .max(500)
    .regex(/^https?:\/\/[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:\/[^\s"'<>@?#]*)?$/, {
      error: 'must be an address without credentials and query',
    })
    .meta({
      description: 'The provider’s issuer, letter by letter as it names itself; https, but on loopback',
      examples: ['https://sso.platform.example/realms/platform'],
    }),
  clientId: z
    .string()
    .min(1)
    .max(200)
    .meta({ description: 'What the page is registered as', examples: ['tenantry'] }),
  scopes: z
    .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/))
    .default(['openid', 'profile', 'email'])
    .refine((scopes) => scopes.includes('openid'), { error: 'must hold openid' })
    .meta({ description: 'Scopes that are asked for', examples: [['openid', 'profile', 'email', 'groups']] }),
  groupsClaim: z
    .string()
    .min(1)
    .max(200)
    .default('groups')
    .meta({ description: 'The claim of the ID token that lists groups', examples: ['groups'] }),
  sessionHours: z
    .int()
    .min(1)
    .max(72)
    .default(1)
    .meta({
      description:
        'Hours that a session lasts; groups are asked for at its beginning, so one that was left counts no longer',
      examples: [1],
    }),
  viewers,
});

const off = z.strictObject({
  kind: z.literal('off').describe('Nobody signs in; refused unless the page listens on loopback only'),
});

export const page = z
  .strictObject({
    url: z
      .string()
      .regex(/^https?:\/\/[a-z0-9.-]{1,253}(?::[0-9]{1,5})?$/, {
        error: 'must be an http or https address in lower case, without a path: the page has a host of its own',
      })
      .exactOptional()
      .meta({ description: 'Where people open the page', examples: ['https://tenants.platform.example'] }),
    hosts: z
      .array(
        z
          .string()
          .regex(/^[a-z0-9.-]{1,253}(?::[0-9]{1,5})?$/, { error: 'must be a host, with its port where it has one' }),
      )
      .default([])
      .meta({
        description: 'Other names that the page answers to; a request for any other host is refused',
        examples: [['tenantry.tenantry.svc:8080']],
      }),
    access: z
      .discriminatedUnion('kind', [off, trustedHeader, oidc])
      .default({ kind: 'off' })
      .meta({ description: 'How people sign in', examples: [{ kind: 'off' }] }),
  })
  .describe('The status page of `tenantry serve`');

export type PageSource = z.infer<typeof page>;
