type Format = 'binary' | 'decimal' | 'exponent';

/** A number of the form digits * 10^tens, never rounded. */
interface Amount {
  digits: bigint;
  tens: number;
}

const NUMBER = /^([+-]?)(\d+\.?\d*|\.\d+)(.*)$/s;
const LONGEST_TEXT = 200;
const BINARY_SUFFIXES = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL_SUFFIXES = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const SMALLEST_TENS = -9;
const LARGEST_TENS = 18;
const LARGEST_BINARY = 2n ** 63n - 1n;
/** Numbers with longer exponents are refused, so that no input makes us compute giant powers. */
const LARGEST_EXPONENT = 400;

/**
 * The form in which Kubernetes writes a resource quantity back after reading it, or undefined if it is not a quantity.
 *
 * The suffix becomes as large as the value allows without a fraction, in the family it was given in (`Ki`, `k` or `e3`):
 * `2.5Gi` is `2560Mi`, `0.5` is `500m`. A binary value that is not a whole number is written in the decimal family: `1.4Gi` is
 * `1503238553600m`. More than nine decimals are rounded away from zero. As in Kubernetes, text that looks canonical is
 * kept as it is, which spares `1.500` (the fourth digit hides its fraction from that test).
 *
 * Source: k8s.io/apimachinery/pkg/api/resource/quantity.go, `ParseQuantity` and `CanonicalizeBytes`.
 */
export function canonicalQuantity(text: string): string | undefined {
  const trimmed = text.trim();
  const parsed = trimmed.length > LONGEST_TEXT ? undefined : parse(trimmed);
  if (parsed === undefined) return undefined;
  const { negative, whole, fraction, suffix } = parsed;
  if (isKept(whole, fraction, suffix)) return trimmed;

  const amount = amountOf(parsed);
  if (amount.digits === 0n) return '0';
  const written = write(bound(amount, suffix.format), suffix.format);
  return written !== undefined && negative ? `-${written}` : written;
}

/**
 * A quantity in billionths, as exact as Kubernetes keeps it, or undefined if it is not a quantity.
 *
 * Source: k8s.io/apimachinery/pkg/api/resource/quantity.go, `ParseQuantity`.
 */
export function billionthsOf(text: string): bigint | undefined {
  const parsed = text.length > LONGEST_TEXT ? undefined : parse(text);
  if (parsed === undefined) return undefined;
  const { digits, tens } = bound(amountOf(parsed), parsed.suffix.format);
  const billionths = wholeNumber({ digits, tens: tens - SMALLEST_TENS });
  return parsed.negative ? -billionths : billionths;
}

function amountOf({ whole, fraction, suffix }: Parts): Amount {
  return { digits: BigInt(whole + fraction) * 2n ** BigInt(suffix.twos), tens: suffix.tens - fraction.length };
}

/** The parts of a quantity; `whole` has no leading zeros. */
interface Parts {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
  readonly suffix: Suffix;
}

function parse(text: string): Parts | undefined {
  const [, sign = '', number = '', suffixText = ''] = NUMBER.exec(text) ?? [];
  const suffix = readSuffix(suffixText);
  if (number === '' || suffix === undefined) return undefined;
  const [whole = '', fraction = ''] = number.split('.');
  return { negative: sign === '-', whole: whole.replace(/^0+/, '') || '0', fraction, suffix };
}

interface Suffix {
  readonly format: Format;
  readonly tens: number;
  readonly twos: number;
}

function readSuffix(text: string): Suffix | undefined {
  const decimal = DECIMAL_SUFFIXES.indexOf(text);
  if (decimal >= 0) return { format: 'decimal', tens: SMALLEST_TENS + 3 * decimal, twos: 0 };
  const binary = BINARY_SUFFIXES.indexOf(text);
  if (binary >= 0) return { format: 'binary', tens: 0, twos: 10 * binary };
  const [, power] = /^[eE]([+-]?\d+)$/.exec(text) ?? [];
  const tens = Number(power);
  if (power === undefined || Math.abs(tens) > LARGEST_EXPONENT) return undefined;
  return { format: 'exponent', tens, twos: 0 };
}

/** Kubernetes' own quick test for text that need not be rewritten; the limits are those of its 64-bit path. */
function isKept(whole: string, fraction: string, suffix: Suffix): boolean {
  const digits = whole + fraction;
  if (suffix.format === 'binary') {
    const room = 15 - whole.length - Math.trunc((suffix.twos * 3) / 10) - 1;
    return fraction === '' && room >= 0 && BigInt(digits) % 8n !== 0n;
  }
  const tens = suffix.tens - fraction.length;
  const fits = digits.length <= 18 && tens >= SMALLEST_TENS;
  return fits && tens % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0');
}

/** Rounds to nine decimals, away from zero, and caps binary values at the largest 64-bit number. */
function bound({ digits, tens }: Amount, format: Format): Amount {
  if (tens < SMALLEST_TENS) {
    const unit = 10n ** BigInt(SMALLEST_TENS - tens);
    digits = (digits + unit - 1n) / unit;
    tens = SMALLEST_TENS;
  }
  const whole = wholeNumber({ digits, tens });
  return format === 'binary' && whole > LARGEST_BINARY ? { digits: LARGEST_BINARY, tens: 0 } : { digits, tens };
}

/** The value without its fraction. */
function wholeNumber({ digits, tens }: Amount): bigint {
  return tens >= 0 ? digits * 10n ** BigInt(tens) : digits / 10n ** BigInt(-tens);
}

function write(amount: Amount, format: Format): string | undefined {
  if (format === 'binary') {
    const whole = wholeNumber(amount);
    const exact = amount.tens >= 0 || whole * 10n ** BigInt(-amount.tens) === amount.digits;
    if (exact && whole >= 1024n) return writeBinary(whole);
  }
  let { digits, tens } = amount;
  for (; digits % 10n === 0n; tens++) digits /= 10n;
  for (; tens % 3 !== 0; tens--) digits *= 10n;
  if (format === 'exponent') return tens === 0 ? `${digits}` : `${digits}e${tens}`;
  return tens > LARGEST_TENS ? undefined : `${digits}${DECIMAL_SUFFIXES[(tens - SMALLEST_TENS) / 3]}`;
}

function writeBinary(whole: bigint): string {
  let power = 0;
  for (; whole % 1024n === 0n; power++) whole /= 1024n;
  return `${whole}${BINARY_SUFFIXES[power] ?? ''}`;
}
