import { newerPart } from '../../../lib/checks/cel/newer-functions';
import { findingsOf } from '../rich-objects';

test.each([
  ["quantity(self.size).isGreaterThan(quantity('1Gi'))", 'quantity()'],
  ['isIP(self) && ip(self).family() == 4', 'isIP()'],
  ['ip.isCanonical(self)', 'ip.isCanonical()'],
  ['self.?a.orValue(1) == 1', 'optional fields'],
  ["self[?'a'].hasValue()", 'optional items'],
  ['optional.of(self) == optional.none()', 'optional.of()'],
  ['!format.dns1123Label().validate(self).hasValue()', 'format.dns1123Label()'],
  ["self.format == 'a' && self.ip != '' && url(self.ip).getHost() == 'b'", undefined],
  ['self.', undefined],
])('%s has %s', (source, part) => expect(newerPart(source)).toBe(part));

test.each([
  [28, ['warning']],
  [29, []],
])('of Kubernetes 1.%d', (minor, severities) => {
  const rules = [{ rule: "quantity(self).isGreaterThan(quantity('1'))" }];
  const schema = {
    openAPIV3Schema: { type: 'object', properties: { a: { type: 'string', 'x-kubernetes-validations': rules } } },
  };
  const definition = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'things.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { plural: 'things', kind: 'Thing' },
      versions: [{ name: 'v1', served: true, storage: true, schema }],
    },
  };
  expect(findingsOf(definition, [], minor).map(({ severity }) => severity)).toEqual(severities);
});
