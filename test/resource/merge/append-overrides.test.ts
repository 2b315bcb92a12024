import { appendOverrides } from '../../../lib/resource/merge/append-overrides';

const items = (...values: string[]) => values.map((a) => ({ values: { a } }));
const console = (...values: string[]) => ({ components: { console: { overrides: items(...values) } } });

describe('appendOverrides', () => {
  test('items of the stronger side come first', () => {
    expect(appendOverrides(console('1', '2'), console('3'), ['console'])).toEqual(console('1', '2', '3'));
  });

  test('a component that the stronger side does not name gets nothing', () => {
    expect(appendOverrides({ components: {} }, console('1'), ['console'])).toEqual({ components: {} });
  });

  test('a component that it names gets the list of the weaker side', () => {
    expect(appendOverrides({ components: { console: {} } }, console('1'), ['console'])).toEqual(console('1'));
  });

  test('other components are left alone', () => {
    expect(appendOverrides(console('1'), console('2'), ['dns'])).toEqual(console('1'));
  });

  test('a component inside another has a list of its own', () => {
    const keycloak = (...values: string[]) => ({
      components: { keycloak: { mysql: { overrides: items(...values) } } },
    });
    const names = ['keycloak', 'keycloak.mysql'];
    expect(appendOverrides(keycloak('1'), keycloak('2'), names)).toEqual(keycloak('1', '2'));
  });
});
