import { canonicalPodSpec, storedQuantity } from '../../../lib/application/oam/quantity';

test.each<[string | number, string]>([
  [1, '1'],
  [0.25, '250m'],
  ['1024Mi', '1Gi'],
  // Finer than a billionth is rounded away from zero, and a part of a byte is a decimal number.
  ['0.0000000001', '1n'],
  ['0.1Ki', '102400m'],
])('%s is written %s', (given, expected) => {
  expect(storedQuantity(given)).toBe(expected);
});

test.each(['', 'x', '1x', '.', true, null])('%s is not a quantity, and stays as it is', (given) => {
  expect(storedQuantity(given)).toBe(given);
});

test('quantities of all containers and of emptyDir volumes are written so, and nothing else', () => {
  const container = (cpu: string) => ({ name: 'c', resources: { requests: { cpu }, limits: { memory: '1024Mi' } } });
  const spec = {
    containers: [container('1000m')],
    initContainers: [container('0.5')],
    volumes: [
      { name: 'a', emptyDir: { sizeLimit: '2048Mi' } },
      { name: '1000m', configMap: { name: '1000m' } },
    ],
  };
  canonicalPodSpec(spec);
  expect(spec).toEqual({
    containers: [{ name: 'c', resources: { requests: { cpu: '1' }, limits: { memory: '1Gi' } } }],
    initContainers: [{ name: 'c', resources: { requests: { cpu: '500m' }, limits: { memory: '1Gi' } } }],
    volumes: [
      { name: 'a', emptyDir: { sizeLimit: '2Gi' } },
      { name: '1000m', configMap: { name: '1000m' } },
    ],
  });
});
