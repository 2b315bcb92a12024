/** @batch compiler */
import * as fc from 'fast-check';
import type { Field, ScalarField } from '../../lib/resource/merge/field';
import { specFields } from '../../lib/resource/merge/spec-fields';
import type { JsonObject, JsonValue } from '../../lib/values/json';
import { cli, Folder } from './cli';
import { lostFrom, tryEffectiveSpec, wantedResource } from './import-compare';
import { statedBy } from './import-programs';
import { compilerMessages } from '../support/programs';
import { runs } from '../support/fc-runs';

const folder = new Folder();
afterAll(() => folder.remove());

const word = fc.constantFrom('a', 'data', 'my-name', '', 'Ünï "quoted" \u2028 */', '1');
const SCALARS: Record<ScalarField['kind'], fc.Arbitrary<JsonValue>> = {
  text: word,
  flag: fc.boolean(),
  integer: fc.integer({ min: -1, max: 5 }),
  intOrText: fc.oneof(fc.integer({ min: 1, max: 90 }), word),
  quantity: fc.constantFrom<JsonValue>('1Gi', '500m', 2),
  json: fc.dictionary(word, fc.jsonValue({ maxDepth: 2 })),
  open: fc.constantFrom<JsonObject>({}, { path: '/data' }),
};

/** What users write where any text would be allowed; every other value is still tried. */
const USUAL: Readonly<Record<string, fc.Arbitrary<JsonValue>>> = {
  name: fc.constantFrom('one', 'two', 'bad name'),
  key: fc.constantFrom('values.yaml', 'bad key'),
  claimName: fc.constantFrom('one', 'three'),
  storage: fc.constantFrom('5Gi', 'much'),
  profile: fc.constantFrom('dev', 'prod', 'none', 'managed-cluster', 'dev,prod', 'nope', '__proto__'),
  version: fc.constantFrom('1.7.2', 'v1.7.2', '1.6.0'),
  roles: fc.subarray(['master', 'data', 'ingest', 'coordinating']),
  type: fc.constantFrom('LoadBalancer', 'NodePort', 'ClusterIP'),
  kind: fc.constantFrom('User', 'Group', 'ServiceAccount', 'Robot'),
  protocol: fc.constantFrom('TCP', 'UDP', 'http'),
  environment: fc.constantFrom('staging', 'production', 'test'),
  provider: fc.constantFrom('letsEncrypt', 'other'),
  dnsScope: fc.constantFrom('GLOBAL', 'PRIVATE', 'other'),
  domain: fc.constantFrom('nip.io', 'not a domain'),
};

/** Any value of a field: mostly of the type of the schema, sometimes null or of another type. */
function valueOf(field: Field, name: string): fc.Arbitrary<JsonValue> {
  const usual = Object.hasOwn(USUAL, name) ? USUAL[name] : undefined;
  const right = usual ?? typedValueOf(field);
  return fc.oneof({ arbitrary: right, weight: 30 }, fc.constantFrom<JsonValue>(null, 'text', 7, [], {}));
}

function typedValueOf(field: Field): fc.Arbitrary<JsonValue> {
  switch (field.kind) {
    case 'list':
      return fc.array(valueOf(field.items, ''), { maxLength: 3 });
    case 'map':
      return fc.dictionary(word, valueOf(field.values, ''), { maxKeys: 2 });
    case 'object': {
      const members = Object.entries(field.fields).map(([key, inner]) => [key, valueOf(inner, key)] as const);
      return fc
        .subarray(members, { maxLength: Math.min(5, members.length) })
        .chain((some) => fc.record(Object.fromEntries([...some, ['unknown', fc.constant(null)]])));
    }
    default:
      return SCALARS[field.kind];
  }
}

test('resources of any content become programs that compile and state the same', async () => {
  const specs = fc.sample(typedValueOf(specFields) as fc.Arbitrary<JsonObject>, { numRuns: runs(2, 40), seed: 7 });
  const programs = new Map<string, string>();
  for (const [index, spec] of specs.entries()) {
    const resource = {
      apiVersion: 'install.verrazzano.io/v1beta1',
      kind: 'Verrazzano',
      metadata: { name: 'vz' },
      spec,
    };
    const { code, out } = await cli(['import', folder.write('any.json', JSON.stringify(resource))]);
    expect({ index, code }).toEqual({ index, code: 0 });
    programs.set(`${index}.ts`, out);
    const [stated] = statedBy(out);
    const wanted = wantedResource(resource);
    expect({ index, lost: lostFrom(wanted.spec, stated?.spec, 'spec') }).toEqual({ index, lost: [] });
    expect({ index, spec: tryEffectiveSpec(stated) }).toEqual({ index, spec: tryEffectiveSpec(wanted) });
  }
  expect(compilerMessages(programs)).toEqual([]);
}, 120_000);
