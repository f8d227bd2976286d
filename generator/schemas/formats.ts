// The formats that the API server checks, in the words of ajv. A format that is not here is left to the server.
import { isIPv4, isIPv6 } from 'node:net';
import type { Format } from 'ajv';

const integerBetween = (least: bigint, most: bigint): Format => ({
  type: 'number',
  validate: (value: number) => Number.isInteger(value) && BigInt(value) >= least && BigInt(value) <= most,
});

export const formats = {
  int32: integerBetween(-(2n ** 31n), 2n ** 31n - 1n),
  int64: integerBetween(-(2n ** 63n), 2n ** 63n - 1n),
  /** RFC 3339, as Go's time.RFC3339 reads it. */
  'date-time':
    /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/,
  byte: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
  ipv4: (value: string) => isIPv4(value),
  ipv6: (value: string) => isIPv6(value),
} as const satisfies Record<string, Format>;
