import { billionthsOf } from '../../../values/canonical-quantity';
import { CelInputError, type FunctionTable } from './function-table';

/** A quantity of Kubernetes in billionths, which is as fine as quantities are. */
export class Amount {
  /** @param billionths - the amount */
  constructor(readonly billionths: bigint) {}
}

const BILLION = 1_000_000_000n;
const LARGEST = (1n << 63n) - 1n;

function quantity(text: string): Amount {
  const billionths = billionthsOf(text);
  if (billionths === undefined) throw new CelInputError(`${JSON.stringify(text)} is not a quantity`);
  return new Amount(billionths);
}

function isInteger({ billionths }: Amount): boolean {
  const whole = billionths / BILLION;
  return billionths % BILLION === 0n && whole <= LARGEST && whole >= -LARGEST;
}

function asInteger(amount: Amount): bigint {
  if (!isInteger(amount)) throw new CelInputError('cannot convert value to integer');
  return amount.billionths / BILLION;
}

function sign(value: bigint): bigint {
  return value > 0n ? 1n : value < 0n ? -1n : 0n;
}

function plus(factor: bigint): (a: Amount, b: Amount | bigint) => Amount {
  return (a, b) => new Amount(a.billionths + factor * (typeof b === 'bigint' ? b * BILLION : b.billionths));
}

/** Functions of quantities. Source: apiserver, `pkg/cel/library/quantity.go`. */
export const AMOUNT_FUNCTIONS: FunctionTable = {
  'isQuantity(string): bool': (text: string) => billionthsOf(text) !== undefined,
  'quantity(string): kubernetes.Quantity': quantity,
  'sign(kubernetes.Quantity): int': ({ billionths }: Amount) => sign(billionths),
  'kubernetes.Quantity.isInteger(): bool': isInteger,
  'kubernetes.Quantity.asInteger(): int': asInteger,
  'kubernetes.Quantity.asApproximateFloat(): double': ({ billionths }: Amount) => Number(billionths) / 1e9,
  'kubernetes.Quantity.isGreaterThan(kubernetes.Quantity): bool': (a: Amount, b: Amount) => a.billionths > b.billionths,
  'kubernetes.Quantity.isLessThan(kubernetes.Quantity): bool': (a: Amount, b: Amount) => a.billionths < b.billionths,
  'kubernetes.Quantity.compareTo(kubernetes.Quantity): int': (a: Amount, b: Amount) =>
    sign(a.billionths - b.billionths),
  'kubernetes.Quantity.add(kubernetes.Quantity): kubernetes.Quantity': plus(1n),
  'kubernetes.Quantity.add(int): kubernetes.Quantity': plus(1n),
  'kubernetes.Quantity.sub(kubernetes.Quantity): kubernetes.Quantity': plus(-1n),
  'kubernetes.Quantity.sub(int): kubernetes.Quantity': plus(-1n),
};
