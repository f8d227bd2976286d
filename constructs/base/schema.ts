// The words that the three schemas share: names, hosts, quantities, dates. Each carries a description and an example for editors.
import { z } from 'zod';

const text = (max: number) => z.string().min(1).max(max);

/**
 * A DNS label that also serves as a Service's name: it begins with a letter. `constructor` is the one such word that every
 * record seems to have.
 */
export const label = (max = 40) =>
  text(max).regex(/^(?!constructor$)[a-z](?:[-a-z0-9]*[a-z0-9])?$/, {
    error: ({ input }) =>
      input === 'constructor'
        ? 'must not be constructor: programs take that for a field of every object'
        : 'must be lower-case letters, digits and dashes, begin with a letter and not end with a dash',
  });

/** A lower-case DNS name with at least one dot; internationalised names in their `xn--` form. */
export const hostName = text(253)
  .regex(/^(?:[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/, {
    error: 'must be a lower-case DNS name such as shop.example (no scheme, port, path, wildcard or trailing dot)',
  })
  .meta({ description: 'A lower-case DNS name', examples: ['shop.acme-auto.example'] });

/** Characters: 253 of a DNS name without the 40 of the longest id and a dot. */
const longestBaseDomain = 212;

/** What tenants' ids are put before. */
export const baseDomain = hostName.max(longestBaseDomain);

export const displayText = (max: number) =>
  text(max).regex(/^\S(?:.*\S)?$/u, { error: 'must not begin or end with a space, nor hold line breaks' });

/** A value that Kubernetes accepts as a label. */
export const labelValue = text(63).regex(/^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/, {
  error: 'must be letters, digits, dashes, underscores and dots, and begin and end with a letter or digit',
});

export const email = text(254)
  .regex(/^[^\s@<>"'`]+@(?:[a-z0-9](?:[-a-z0-9]*[a-z0-9])?\.)+[a-z]{2,}$/i, { error: 'must be an e-mail address' })
  .meta({ description: 'An e-mail address', examples: ['owner@acme-auto.example'] });

const notMoment = 'must be a moment as RFC 3339 has it, such as 2026-05-01T12:00:00Z';

export const date = z.iso
  .date({ error: 'must be a date such as 2026-12-31' })
  .meta({ description: 'A date', examples: ['2026-12-31'] });

/** How long a secret may stay as it is. */
export const rotation = z
  .string()
  .regex(/^[1-9][0-9]{0,3}d$/, { error: 'must be a number of days such as 90d' })
  .meta({ description: 'A number of days', examples: ['90d'] });

/** RFC 3339, to the second or finer: what the databases' operators read. */
export const moment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?(?:Z|[+-]\d{2}:\d{2})$/, { error: notMoment })
  .refine((text) => z.iso.datetime({ offset: true }).safeParse(text).success, { error: notMoment })
  .meta({ description: 'A moment', examples: ['2026-05-01T12:00:00Z'] });

export const cpu = z
  .string()
  .regex(/^(?:[1-9][0-9]{0,5}m|(?!0(?:\.0*)?$)(?:[1-9][0-9]{0,2}|0)(?:\.[0-9]{1,3})?)$/, {
    error: 'must be a CPU quantity in quotes where it is a bare number, such as 250m or "2"',
  })
  .meta({ description: 'A CPU quantity', examples: ['250m', '2'] });

export const bytes = z
  .string()
  .regex(/^[1-9][0-9]{0,5}(?:\.[0-9]{1,3})?(?:Ki|Mi|Gi|Ti|k|M|G|T)$/, {
    error: 'must be a quantity of bytes with a unit, such as 512Mi or 50Gi',
  })
  .meta({ description: 'A quantity of bytes', examples: ['512Mi', '50Gi'] });

export const envName = z.string().regex(/^[A-Z_][A-Z0-9_]{0,127}$/, {
  error: 'must be an environment variable name in upper case, such as LOG_LEVEL',
});

/** No line breaks: a value that needs them belongs in a file of the image or a secret. */
const envValue = z
  .string()
  .max(4096)
  .regex(/^[^\t\n\r]*$/, { error: 'must not hold line breaks or tabs' })
  .meta({ description: 'The value; numbers and booleans in quotes', examples: ['de-DE'] });

export const cidr = z
  .union([z.cidrv4(), z.cidrv6()], { error: 'must be an address range such as 10.0.0.0/8' })
  .meta({ description: 'An address range', examples: ['10.0.0.0/8'] });

export const port = z
  .int()
  .min(1)
  .max(65_535)
  .meta({ description: 'A port', examples: [8080] });

/** An address of a web page, without credentials and without a slash at the end. */
export const webUrl = text(500)
  .regex(/^https?:\/\/[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:\/[^\s"'<>@?#]*[^\s"'<>@/?#])?$/, {
    error: 'must be an http or https address without credentials, query and final slash',
  })
  .meta({ description: 'The address of a web page', examples: ['https://argocd.platform.example'] });

/** An image with a digest or a tag; check/image-not-fixed refuses `latest`. */
export const image = text(500)
  .regex(/^[a-z0-9]+(?:[._:/-][a-z0-9]+|__[a-z0-9]+)*(?::[\w][\w.-]{0,127})?(?:@sha256:[a-f0-9]{64})?$/, {
    error: 'must be an image reference with a tag or a digest',
  })
  .meta({ description: 'An image', examples: ['registry.example/workshop/api:4.2.0'] });

export const absolutePath = text(200)
  .regex(/^\/(?:[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*\/?)?$/, { error: 'must be an absolute path such as /tmp' })
  .regex(/^(?!.*\/\.\.?(?:\/|$))/, { error: 'must not hold . or ..' })
  .meta({ description: 'An absolute path', examples: ['/tmp'] });

/** A path that has one spelling only: two that differ by a slash would be one mount or one route. */
export const plainPath = absolutePath.regex(/^(?:\/|.*[^/])$/, { error: 'must not end with a slash' });

/** A list without repetitions: Kubernetes refuses a volume mount or variable that stands twice. */
export const distinct = <T extends z.ZodType>(element: T) =>
  z.array(element).refine((list) => new Set(list).size === list.length, { error: 'must not name anything twice' });

export const environmentVariables = z.record(envName, envValue);

/** Names that something is limited to; not limited where absent. */
export function someNames(description: string, example: string) {
  return distinct(label())
    .refine((list) => list.length > 0, { error: 'must name something' })
    .exactOptional()
    .meta({ description, examples: [[example]] });
}

const sized = { cpu, memory: bytes };

export const resources = z
  .strictObject({
    ...sized,
    limits: z.strictObject(sized).partial().exactOptional().describe('Upper bounds; what is absent equals the request'),
  })
  .meta({
    description: 'What each pod asks for',
    examples: [{ cpu: '250m', memory: '512Mi', limits: { memory: '1Gi' } }],
  });

export type ResourcesSource = z.infer<typeof resources>;

export const labels = z.record(
  z.string().regex(/^(?:[a-z0-9.-]+\/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/),
  labelValue,
);

export const peer = z
  .strictObject({
    namespace: label(63).meta({ description: 'Their namespace', examples: ['monitoring'] }),
    podLabels: labels.exactOptional().describe('Their labels; all pods of the namespace where absent'),
  })
  .meta({
    description: 'Pods of another namespace',
    examples: [{ namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' } }],
  });

export const endpoint = z
  .strictObject({ cidr, port })
  .meta({ description: 'An address and port', examples: [{ cidr: '10.0.0.10/32', port: 6443 }] });

export const roleArn = z
  .string()
  .regex(/^arn:aws[a-z-]*:iam::[0-9]{12}:role\/[\w+=,.@/{}-]+$/, {
    error: 'must be the ARN of a role; {tenant} stands for the tenant’s id',
  })
  .meta({ examples: ['arn:aws:iam::123456789012:role/tenant-{tenant}-secrets'] });

const ports = z.array(port).min(1).describe('Its ports');

export const sharedService = z
  .union([
    z.strictObject({ ports, peer }),
    z.strictObject({ ports, cidrs: z.array(cidr).min(1).describe('Its address ranges') }),
  ])
  .meta({
    description: 'Something outside the tenants’ namespaces that a blueprint may ask for by name',
    examples: [{ ports: [587], cidrs: ['192.0.2.25/32'] }],
  });

/** What a tenant may override of the resources of each pod. */
export const resourceOverrides = z
  .strictObject({
    cpu: cpu.exactOptional().describe('CPU that each pod asks for; its limit rises with it where needed'),
    memory: bytes.exactOptional().describe('Memory that each pod asks for; its limit rises with it where needed'),
  })
  .meta({ description: 'Resources of each pod', examples: [{ cpu: '500m', memory: '1Gi' }] });

export type ResourceOverrides = z.infer<typeof resourceOverrides>;

/** The fields that services and jobs of a blueprint share: what runs in their container. */
export const container = {
  image: image.describe('The image, with a digest or a fixed tag'),
  command: z
    .array(z.string())
    .min(1)
    .exactOptional()
    .meta({ description: 'Replaces the image’s entry point', examples: [['/usr/bin/server']] }),
  args: z
    .array(z.string())
    .exactOptional()
    .meta({ description: 'Replaces the image’s arguments', examples: [['load-sample-data']] }),
  user: z
    .int()
    .min(1)
    .max(2_147_483_647)
    .exactOptional()
    .meta({ description: 'Numeric user, for images that name theirs', examples: [1000] }),
  env: environmentVariables.default({}).meta({
    description: 'Environment variables; ${…} refers to a value of the plan',
    examples: [{ SEAT_LIMIT: '${entitlements.seats}' }],
  }),
  secrets: distinct(label())
    .default([])
    .meta({ description: 'Secrets whose variables it gets', examples: [['jwt', 'smtp']] }),
  scratch: distinct(plainPath.regex(/[^/]/, { error: 'must not be the root' }))
    .default([])
    .meta({ description: 'Paths it may write to; everything else is read-only', examples: [['/tmp']] }),
  allow: distinct(label())
    .default([])
    .meta({ description: 'Shared services of the cluster that it may reach, or `internet`', examples: [['smtp']] }),
};

export type ContainerSource = z.infer<z.ZodObject<typeof container>>;
