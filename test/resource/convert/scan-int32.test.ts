import { scanInt32 } from '../../../lib/resource/convert/scan-int32';

describe('numbers as Go scans them', () => {
  test.each<[string, number | undefined]>([
    ['3', 3],
    [' \n3', 3],
    ['3 nodes', 3],
    ['3.5', 3],
    ['2e1', 2],
    ['-2', -2],
    ['+2', 2],
    ['0', 0],
    ['010', 8],
    ['0o10', 8],
    ['0x1F', 31],
    ['0b11', 3],
    ['08', 0],
    ['1_0', 10],
    ['2147483647', 2147483647],
    ['2147483648', undefined],
    ['1__0', undefined],
    ['_1', undefined],
    ['0x', undefined],
    ['three', undefined],
    ['', undefined],
    ['- 3', undefined],
  ])('%j', (text, expected) => {
    expect(scanInt32(text)).toBe(expected);
  });
});
