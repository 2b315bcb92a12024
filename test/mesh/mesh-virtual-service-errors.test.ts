import { MeshVirtualService } from '../../lib';
import { problems, shop } from './traffic';

test.each([
  [
    { hosts: ['*.example.com', 'a.example.com'] },
    'two hosts have requests in common; got "*.example.com, a.example.com"',
  ],
  [{ hosts: ['a.example.com', 'a.example.com'] }, 'two hosts have requests in common'],
  [{ hosts: ['carts'], exportTo: ['.', 'shop'] }, 'exportTo contradicts itself; got "., shop"'],
] as const)('%j is refused as by istiod', (props, message) => {
  expect(() => new MeshVirtualService(shop().unit, 'a', { ...props, namespace: 'shop' })).toThrow(message);
});

test('the absence of a header is written as Istio reads it', () => {
  const service = new MeshVirtualService(shop().unit, 'a', { hosts: ['carts'] });
  service.addRoute({ to: { host: 'carts' }, matches: [{ withoutHeaders: { a: { regex: '*' } } }] });
  expect(problems(service)).toEqual([]);
});
