import { parseCidr } from '../../connectivity/ip-ranges';
import { parseIpAddress } from '../../values/ip-address';

/** A form that a string must have. */
export interface TextForm {
  /** For messages. */
  readonly allowed: string;
  readonly test: (value: string) => boolean;
}

function pattern(allowed: string, expression: RegExp): TextForm {
  return { allowed, test: (value) => expression.test(value) };
}

function address(allowed: string, family: 4 | 6): TextForm {
  return { allowed, test: (value) => parseIpAddress(value)?.family === family };
}

/** RFC 3339 as Go reads it. */
const DATE_TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Formats that Kubernetes compares. */
export const NATIVE_FORMATS: Readonly<Record<string, TextForm>> = {
  'date-time': pattern('a time such as 2024-01-31T12:00:00Z', DATE_TIME),
  byte: { allowed: 'base64', test: (value) => BASE64.test(value.replace(/[\r\n]/g, '')) },
};

/**
 * Formats that the API server compares in custom resources; it ignores others. Source: apiextensions,
 * `pkg/apiserver/validation/formats.go`, and github.com/go-openapi/strfmt.
 */
export const CUSTOM_FORMATS: Readonly<Record<string, TextForm>> = {
  ...NATIVE_FORMATS,
  byte: { allowed: 'base64', test: (value) => value !== '' && BASE64.test(value.replace(/[\r\n]/g, '')) },
  cidr: { allowed: 'a CIDR such as 10.0.0.0/8', test: (value) => parseCidr(value) !== undefined },
  date: pattern('a date such as 2024-01-31', /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/),
  duration: pattern('a duration such as 1h30m', /^(?:0|[+-]?(?:\d+(?:\.\d*)?\s*[a-zµμ]+\s*)+)$/i),
  email: pattern('a mail address', /^[^@\s:<>]+@[^\s@]+$|^[^<>]*<[^@\s:]+@[^\s@]+>$/),
  hostname: pattern(
    'the name of a host',
    /^(?:[a-zA-Z0-9\p{S}\p{L}](?:-?[a-zA-Z0-9\p{S}\p{L}]{0,62})?|(?:[a-zA-Z0-9\p{S}\p{L}](?:[a-zA-Z0-9\-\p{S}\p{L}]{0,61}[a-zA-Z0-9\p{S}\p{L}])?\.)+[a-zA-Z\p{L}]{2,63})$/u,
  ),
  ipv4: address('an IPv4 address', 4),
  ipv6: address('an IPv6 address', 6),
  mac: pattern(
    'a hardware address',
    /^[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5,19}$|^[0-9A-Fa-f]{4}(?:\.[0-9A-Fa-f]{4}){2,9}$/,
  ),
  uri: pattern('a URI', /^(?:[A-Za-z][A-Za-z0-9+.-]*:|\/)\S*$/),
  uuid: pattern('a UUID', /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i),
};
