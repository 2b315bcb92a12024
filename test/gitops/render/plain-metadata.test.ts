import { ApiObject, App, Chart, Lazy } from 'cdk8s';
import fc from 'fast-check';
import { plainMetadata } from '../../../lib/gitops/render/plain-metadata';
import { runs } from '../../support/fc-runs';

const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constant(undefined));
const key = fc.constantFrom('a', 'add', 'apiObject', 'toString', 'finalizers', 'generateName', 'labels', 'x/y');
const field = fc.oneof(
  scalar,
  fc.dictionary(key, scalar, { maxKeys: 3 }),
  fc.dictionary(key, fc.dictionary(key, scalar, { maxKeys: 1 }), { maxKeys: 2 }),
  fc.array(fc.string(), { maxLength: 2 }),
  fc.constant(Lazy.any({ produce: () => 'late' })),
);

test('is what cdk8s gives, or is left to cdk8s', () => {
  let plain = 0;
  fc.assert(
    fc.property(
      fc.record({
        labels: fc.dictionary(key, fc.string()),
        annotations: fc.option(fc.dictionary(key, field), { nil: undefined }),
        more: fc.dictionary(key, field, { maxKeys: 2 }),
      }),
      ({ labels, annotations, more: { apiObject: _, finalizers: __, labels: ___, ...more } }) => {
        const object = new ApiObject(new Chart(new App(), 'c', { namespace: 'n', labels }), 'o', {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'a', ...(annotations && { annotations: annotations as never }), ...more },
        });
        const found = plainMetadata(object.metadata);
        if (found === undefined) return;
        plain++;
        expect(found).toEqual(object.metadata.toJson());
      },
    ),
    { numRuns: runs(50, 200) },
  );
  expect(plain).toBeGreaterThan(0);
});

test('metadata with a toJson of its own is left to cdk8s', () => {
  const object = new ApiObject(new Chart(new App(), 'c'), 'o', { apiVersion: 'v1', kind: 'ConfigMap' });
  object.metadata.toJson = () => ({ name: 'other' });
  expect(plainMetadata(object.metadata)).toBeUndefined();
});
