import { readFileSync } from 'fs';
import { translateOam } from '../../../lib/application';
import { kubeObject } from '../../../lib/application/oam/object';
import { traitFieldProblems } from '../../../lib/application/oam/trait-fields';
import type { JsonObject, JsonValue } from '../../../lib/values/json';
import { describeShared, sharedPath } from '../../support/shared';
import { application, component, namespace, trait } from './objects';

const of = (kind: string, spec: JsonObject): ReturnType<typeof traitFieldProblems> =>
  traitFieldProblems(kubeObject(trait(kind, spec).trait as JsonObject));

test('values of another type, and names that are not known', () => {
  const rules = [{ hosts: 'a.example.com', paths: [{ path: '/', pathtype: 'prefix' }], destination: { port: '80' } }];
  expect(of('IngressTrait', { rules, workloadRef: {} })).toEqual({
    wrong: ['spec.rules[0].hosts (list)', 'spec.rules[0].destination.port (integer)'],
    unknown: ['spec.rules[0].paths[0].pathtype'],
  });
});

test('a trait with such a value is refused, and with such a name warned about', () => {
  const run = (spec: JsonObject): string[] =>
    translateOam({
      objects: [
        component('c', { apiVersion: 'apps/v1', kind: 'Deployment', spec: { template: { spec: { containers: [] } } } }),
        application([{ componentName: 'c', traits: [trait('MetricsTrait', spec)] }]),
      ],
      context: [namespace()],
    }).findings.map(({ severity, what, got }) => `${severity}: ${what}; ${got ?? ''}`);
  expect(run({ port: 'http' })).toEqual([
    'refused: has fields of a wrong type, which the API server refuses; spec.port (integer)',
  ]);
  expect(run({ Port: 1 })).toEqual(['warning: has fields that are not known, which the API server drops; spec.Port']);
});

describeShared('fields of traits are those of release 1.7.2', () => {
  interface Crd {
    readonly group: string;
    readonly kind: string;
    readonly fields: ReadonlyArray<{ readonly path: string; readonly type: string }>;
  }
  const { crds } = JSON.parse(readFileSync(sharedPath('upstream', 'applications', 'fields.json'), 'utf8')) as {
    crds: readonly Crd[];
  };
  const values: Readonly<Record<string, JsonValue>> = { string: 'x', integer: 1, boolean: true };
  const kinds = ['IngressTrait', 'MetricsTrait', 'LoggingTrait', 'ManualScalerTrait'];

  test.each(kinds)('%s', (kind) => {
    const crd = crds.find((each) => each.kind === kind) as Crd;
    const leaves = crd.fields.filter(
      ({ path, type }) => path.startsWith('spec.') && !path.startsWith('spec.workloadRef') && type in values,
    );
    expect(leaves.length).toBeGreaterThan(0);
    for (const { path, type } of leaves) {
      const nested = (value: JsonValue): JsonValue =>
        path
          .split('.')
          .slice(1)
          .reduceRight<JsonValue>(
            (inner, step) => (step.endsWith('[]') ? { [step.slice(0, -2)]: [inner] } : { [step]: inner }),
            value,
          );
      const at = (value: JsonValue): ReturnType<typeof traitFieldProblems> =>
        traitFieldProblems(
          kubeObject({ apiVersion: `${crd.group}/v1`, kind, metadata: { name: 't' }, spec: nested(value) }),
        );
      expect(at(values[type] ?? null)).toEqual({ wrong: [], unknown: [] });
      expect(at({}).wrong).toHaveLength(1);
    }
  });
});
