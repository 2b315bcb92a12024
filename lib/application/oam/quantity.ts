import { isFields, itemsAt, type Fields, type Value } from './object';

const FORM = /^([+-]?)(\d*)(?:\.(\d*))?(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d+)?$/;

/** Decimal suffixes from the largest one, with their powers of ten. */
const DECIMAL: ReadonlyArray<readonly [string, number]> = [
  ...(['E', 'P', 'T', 'G', 'M', 'k', ''].map(
    (suffix, index) => [suffix, 18 - 3 * index] as const,
  ) satisfies ReadonlyArray<readonly [string, number]>),
  ['m', -3],
  ['u', -6],
  ['n', -9],
];

/** Binary suffixes from the largest one, with their powers of two. */
const BINARY: ReadonlyArray<readonly [string, number]> = ['Ei', 'Pi', 'Ti', 'Gi', 'Mi', 'Ki', ''].map(
  (suffix, index) => [suffix, 60 - 10 * index] as const,
);

/**
 * A quantity as Kubernetes writes it after it has read it: whole, with the largest suffix that keeps it so. `0.5` is `500m`,
 * `1024Mi` is `1Gi`. What is not a quantity, or is finer than a billionth or a byte, stays as it is.
 *
 * Source: `resource.Quantity` of k8s.io/apimachinery.
 * @param value - a text or a number
 */
export function canonicalQuantity(value: Value): Value {
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  const text = String(value).trim();
  const [, sign = '', whole = '', fraction = '', suffix = ''] = FORM.exec(text) ?? [];
  if (whole + fraction === '') return value;
  const digits = BigInt(whole + fraction);
  const minus = sign === '-' && digits !== 0n ? '-' : '';
  const canonical = suffix.endsWith('i')
    ? binary(digits, fraction.length, suffix)
    : decimal(digits, -fraction.length + powerOf(suffix), isExponent(suffix));
  return canonical === undefined ? value : `${minus}${canonical}`;
}

/** `E` alone is the suffix for 10^18. */
function isExponent(suffix: string): boolean {
  return /^[eE].*\d$/.test(suffix);
}

function powerOf(suffix: string): number {
  if (isExponent(suffix)) return Number(suffix.slice(1));
  return DECIMAL.find(([name]) => name === suffix)?.[1] ?? 0;
}

/** The number is `digits` times ten to the power. */
function decimal(digits: bigint, power: number, asExponent: boolean): string | undefined {
  if (digits === 0n) return '0';
  if (Math.abs(power) > 40) return undefined;
  for (const [suffix, exponent] of DECIMAL) {
    const shift = power - exponent;
    const scale = 10n ** BigInt(Math.abs(shift));
    if (shift < 0 && digits % scale !== 0n) continue;
    const amount = shift < 0 ? digits / scale : digits * scale;
    return asExponent ? `${amount}${exponent === 0 ? '' : `e${exponent}`}` : `${amount}${suffix}`;
  }
  return undefined;
}

function binary(digits: bigint, decimals: number, suffix: string): string | undefined {
  if (digits === 0n) return '0';
  const power = BINARY.find(([name]) => name === suffix)?.[1] ?? 0;
  const scaled = digits * 2n ** BigInt(power);
  const divisor = 10n ** BigInt(decimals);
  if (scaled % divisor !== 0n) return undefined;
  const bytes = scaled / divisor;
  const [name, exponent] = BINARY.find(([, each]) => bytes % 2n ** BigInt(each) === 0n) ?? ['', 0];
  return `${bytes / 2n ** BigInt(exponent)}${name}`;
}

/** Requests and limits with canonical quantities. */
function canonicalResources(container: Fields): void {
  const { resources } = container;
  if (!isFields(resources)) return;
  for (const list of [resources.requests, resources.limits]) {
    if (!isFields(list)) continue;
    for (const key of Object.keys(list)) list[key] = canonicalQuantity(list[key]);
  }
}

/**
 * Writes the quantities of a pod spec as Kubernetes does.
 * @param spec - the pod spec, which is changed
 */
export function canonicalPodSpec(spec: Fields): void {
  for (const list of ['containers', 'initContainers', 'ephemeralContainers']) {
    itemsAt(spec, list).forEach(canonicalResources);
  }
  for (const { emptyDir } of itemsAt(spec, 'volumes')) {
    if (isFields(emptyDir) && emptyDir.sizeLimit !== undefined)
      emptyDir.sizeLimit = canonicalQuantity(emptyDir.sizeLimit);
  }
}
