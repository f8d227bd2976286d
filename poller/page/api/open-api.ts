// The API's description in OpenAPI 3.1: a table of routes, and the schemas of their queries and answers.
import { z } from 'zod';
import { activityQuery, fleetQuery, historyQuery } from '../fleet/fleet-query.js';
import { apiSchemas } from './api-schemas.js';

type Json = Readonly<Record<string, unknown>>;

interface ApiOperation {
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly answer: z.ZodType;
  readonly answers: readonly number[];
}

export const apiOperations: readonly ApiOperation[] = [
  {
    path: '/api/tenants',
    id: 'listTenants',
    summary: 'The fleet, filtered, sorted and cut to a page',
    query: fleetQuery,
    answer: apiSchemas.tenantPage,
    answers: [400],
  },
  {
    path: '/api/tenants/{tenant}',
    id: 'getTenant',
    summary: 'One tenant with its steps, objects and links',
    answer: apiSchemas.tenantStatus,
    answers: [404],
  },
  {
    path: '/api/tenants/{tenant}/history',
    id: 'getHistory',
    summary: 'What happened to one tenant',
    query: historyQuery,
    answer: apiSchemas.eventPage,
    answers: [400, 404],
  },
  {
    path: '/api/activity',
    id: 'getActivity',
    summary: 'What happened to all tenants: the audit log',
    query: activityQuery,
    answer: apiSchemas.eventPage,
    answers: [400],
  },
  {
    path: '/api/health',
    id: 'getHealth',
    summary: 'Ready, degraded or failed, with the reasons',
    answer: apiSchemas.health,
    answers: [],
  },
];

/** the same for everybody. */
export function openApi(): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tenantry',
      version: '1',
      summary: 'Where tenants are on their way, and what happened to them',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths: Object.fromEntries(apiOperations.map((operation) => [operation.path, { get: described(operation) }])),
    components: { schemas: components() },
  };
}

function described({ path, id, summary, query, answer, answers }: ApiOperation): Json {
  const named = path.includes('{tenant}') ? [tenantParameter] : [];
  const refusals = [...answers, 401, 403, 500].map((status) => [String(status), refusal(status)]);
  return {
    operationId: id,
    summary,
    parameters: [...named, ...(query === undefined ? [] : queryParameters(query))],
    responses: {
      200: { description: 'The answer', content: { 'application/json': { schema: reference(nameOf(answer)) } } },
      ...Object.fromEntries(refusals),
    },
  };
}

const titles: Readonly<Record<number, string>> = {
  400: 'The query is wrong',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found, or not to be seen by you',
  500: 'The page failed',
};

function refusal(status: number): Json {
  const content = { 'application/problem+json': { schema: reference(nameOf(apiSchemas.problem)) } };
  return { description: titles[status] ?? 'Refused', content };
}

/** The id in a schema's `meta`. */
function nameOf(schema: z.ZodType): string {
  return schema.meta()?.id ?? '';
}

function reference(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

const tenantParameter = {
  name: 'tenant',
  in: 'path',
  required: true,
  description: 'The tenant’s id',
  schema: { type: 'string' },
  example: 'acme-auto',
} as const;

function queryParameters(query: z.ZodObject): Json[] {
  const { properties = {} } = z.toJSONSchema(query, { io: 'input' });
  return Object.entries(properties).map(([name, schema]) => {
    const { description, ...rest } = typeof schema === 'boolean' ? {} : schema;
    return { name, in: 'query', required: false, description, schema: rest };
  });
}

/** Each once, by its name. */
function components(): Json {
  const { $defs = {} } = z.toJSONSchema(z.object(apiSchemas), { io: 'output' });
  return JSON.parse(JSON.stringify($defs).replaceAll('"#/$defs/', '"#/components/schemas/'));
}
