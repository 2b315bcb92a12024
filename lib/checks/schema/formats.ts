import { parseCidr } from '../../connectivity/ip-ranges';
import { parseIpAddress } from '../../values/ip-address';
import { isUri } from '../cel/functions/urls';
import { isDurationText } from './go-duration';

/** A form that a string must have. */
export interface TextForm {
  /** For messages. */
  readonly allowed: string;
  readonly test: (value: string) => boolean;
}

function pattern(allowed: string, expression: RegExp): TextForm {
  return { allowed, test: (value) => expression.test(value) };
}

/** RFC 3339 as Go reads it. */
const DATE_TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** Whether the month of a date has its day. */
function isInCalendar(date: string): boolean {
  const [year = 0, month = 0, day = 0] = date.slice(0, 10).split('-').map(Number);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const DATE_TIME_FORM: TextForm = {
  allowed: 'a time such as 2024-01-31T12:00:00Z',
  test: (value) => DATE_TIME.test(value) && isInCalendar(value),
};

/** Formats that Kubernetes compares. */
const NATIVE_FORMATS: Readonly<Record<string, TextForm>> = {
  datetime: DATE_TIME_FORM,
  byte: { allowed: 'base64', test: (value) => BASE64.test(value.replace(/[\r\n]/g, '')) },
};

/** Addresses may have numbers with zeroes before them. Source: k8s.io/utils, `net.ParseIPSloppy`. */
function withoutZeroes(text: string): string {
  return text.replace(/(^|[.:])0+(?=\d+\.|\d+(?:\/\d+)?$)/g, '$1');
}

/** An address of IPv6 that has one of IPv4 in it is of both families. */
function address(allowed: string, sign: '.' | ':'): TextForm {
  const test = (value: string): boolean =>
    value.includes(sign) && parseIpAddress(value.includes('.') ? withoutZeroes(value) : value) !== undefined;
  return { allowed, test };
}

function cidr(value: string): boolean {
  return parseCidr(value.includes('.') ? withoutZeroes(value) : value) !== undefined;
}

/** Mail addresses with quotes, comments, and hosts in brackets are not decided. Source: Go, `net/mail`. */
const MAIL =
  /^(?:[^<>@]*<)?[^\s@<>()[\]:;,\\".]+(?:\.[^\s@<>()[\]:;,\\".]+)*@[^\s@<>()[\]:;,\\".]+(?:\.[^\s@<>()[\]:;,\\".]+)*>?$/;

function isMail(value: string): boolean {
  const isPaired = value.endsWith('>') === value.includes('<');
  return (MAIL.test(value) && isPaired) || (/["()[\]]/.test(value) && value.includes('@'));
}

/** A UUID of any version, or of one, whose variant is that of RFC 4122 from version 4 on. */
function uuid(version = '[0-9a-f]', variant = '[0-9a-f]'): TextForm {
  const text = `^[0-9a-f]{8}-?[0-9a-f]{4}-?${version}[0-9a-f]{3}-?${variant}[0-9a-f]{3}-?[0-9a-f]{12}$`;
  return pattern('a UUID', new RegExp(text, 'i'));
}

const BYTE = String.raw`\s*(?:0|[1-9]\d?|1\d\d?|2[0-4]\d|25[0-5])\s*`;
const BOOK = 'the number of a book';

/**
 * Formats that the API server compares in custom resources, without dashes in their names; it ignores others. Source: apiextensions,
 * `pkg/apiserver/validation/formats.go`, and kube-openapi, `pkg/validation/strfmt`.
 */
const CUSTOM_FORMATS: Readonly<Record<string, TextForm>> = {
  datetime: DATE_TIME_FORM,
  bsonobjectid: pattern('24 hexadecimal digits', /^[0-9a-f]{24}$/i),
  byte: { allowed: 'base64', test: (value) => value !== '' && BASE64.test(value) },
  cidr: { allowed: 'a CIDR such as 10.0.0.0/8', test: cidr },
  creditcard: pattern('the number of a credit card', /^[^\d]*(?:\d[^\d]*){12,19}$/),
  date: { allowed: 'a date such as 2024-01-31', test: (value) => DATE.test(value) && isInCalendar(value) },
  duration: { allowed: 'a duration such as 1h30m', test: isDurationText },
  email: { allowed: 'a mail address', test: isMail },
  hexcolor: pattern('a colour such as #ff0000', /^#?(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/),
  hostname: pattern(
    'the name of a host',
    /^(?:[a-zA-Z0-9\p{S}\p{L}](?:-?[a-zA-Z0-9\p{S}\p{L}]{0,62})?|(?:[a-zA-Z0-9\p{S}\p{L}](?:[a-zA-Z0-9\-\p{S}\p{L}]{0,61}[a-zA-Z0-9\p{S}\p{L}])?\.)+[a-zA-Z\p{L}]{2,63})$/u,
  ),
  ipv4: address('an IPv4 address', '.'),
  ipv6: address('an IPv6 address', ':'),
  isbn: pattern(BOOK, /^(?:(?:[\s-]*\d){9}[\s-]*[\dX]|(?:[\s-]*\d){13})$/),
  isbn10: pattern(BOOK, /^(?:[\s-]*\d){9}[\s-]*[\dX]$/),
  isbn13: pattern(BOOK, /^(?:[\s-]*\d){13}$/),
  mac: pattern(
    'a hardware address',
    /^[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5,19}$|^[0-9A-Fa-f]{4}(?:\.[0-9A-Fa-f]{4}){2,9}$/,
  ),
  rgbcolor: pattern('a colour such as rgb(255, 0, 0)', new RegExp(String.raw`^rgb\(${BYTE},${BYTE},${BYTE}\)$`)),
  ssn: pattern('a social security number', /^\d{3}[- ]?\d{2}[- ]?\d{4}$/),
  uri: { allowed: 'a URI', test: (value) => value === '*' || isUri(value) },
  uuid: uuid(),
  uuid3: uuid('3'),
  uuid4: uuid('4', '[89ab]'),
  uuid5: uuid('5', '[89ab]'),
};

/**
 * The form of strings of a format; undefined where no form is compared.
 * @param format - the format, such as `date-time`
 * @param native - whether the kind is part of Kubernetes
 */
export function formOfFormat(format: string, native: boolean): TextForm | undefined {
  const forms = native ? NATIVE_FORMATS : CUSTOM_FORMATS;
  const name = format.replaceAll('-', '');
  return Object.hasOwn(forms, name) ? forms[name] : undefined;
}
