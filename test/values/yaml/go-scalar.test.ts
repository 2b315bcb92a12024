import { resolvePlain } from '../../../lib/values/yaml/go-scalar';
import { kubectlScalar } from '../../../lib/values/yaml/kubectl-scalars';

test.each<[string, unknown]>([
  ['0o10', 8],
  ['010', 8],
  ['-0X1f', -31],
  ['0b1_1', 3],
  ['0b-11', -3],
  ['089', 89],
  ['1e3', 1000],
  ['1_0.5', 10.5],
  ['+.5', 0.5],
  ['.5', 0.5],
  ['._5', '._5'],
  ['0x', '0x'],
  ['1.2.3', '1.2.3'],
  ['2001-01-01', '2001-01-01'],
  ['12:30', '12:30'],
  ['9007199254740993', 9007199254740993n],
  ['18446744073709551615', 18446744073709551615n],
  ['18446744073709551616', 18446744073709551616],
  ['-9223372036854775808', -9223372036854775808n],
  ['Yes', true],
  ['OFF', false],
  ['yEs', 'yEs'],
  ['Null', null],
  ['', null],
  ['-.inf', -Infinity],
  ['1e308', 1e308],
  ['1e999', '1e999'],
  ['-7E905', '-7E905'],
  ['-0', 0],
  ['~', null],
  [`0x${'0'.repeat(99)}1f`, 31],
  ['000', 0],
  [`0b${'1'.repeat(65)}`, `0b${'1'.repeat(65)}`],
])('%j is read as go-yaml reads it, and becomes data', (plain, read) => {
  expect(resolvePlain(plain)).toBe(read);
  expect(kubectlScalar(plain)).toBe(typeof read === 'bigint' ? Number(read) : read);
});

test('an integer of many digits takes no time', () => {
  const before = process.cpuUsage();
  expect(kubectlScalar('7'.repeat(10_000_000))).toBe('7'.repeat(10_000_000));
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(1);
});
