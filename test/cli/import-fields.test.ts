import { profileProgram } from '../../lib/cli/import/profile-program';
import type { Field, ScalarField } from '../../lib/resource/merge/field';
import { specFields } from '../../lib/resource/merge/spec-fields';
import type { JsonObject, JsonValue } from '../../lib/values/json';

const SCALARS: Record<ScalarField['kind'], JsonValue> = {
  text: 'text',
  flag: true,
  integer: 1,
  intOrText: 1,
  quantity: '1Gi',
  json: { a: 1 },
  open: {},
};

/** Where not any text will do. */
const USUAL: Readonly<Record<string, JsonValue>> = {
  accessModes: ['ReadWriteOnce'],
  dnsScope: 'GLOBAL',
  environment: 'staging',
  kind: 'User',
  profile: 'dev',
  protocol: 'TCP',
  provider: 'letsEncrypt',
  roles: ['data'],
  type: 'NodePort',
  version: '1.7.2',
};

/** What else an item must have. */
const NEEDED: Readonly<Record<string, JsonObject>> = {
  'spec.components.opensearch.nodes[]': { name: 'data' },
  'spec.volumeClaimSpecTemplates[]': {
    metadata: { name: 'text' },
    spec: { resources: { requests: { storage: '1Gi' } } },
  },
};

interface Sample {
  readonly path: string;
  readonly value: JsonValue;
}

/** One value for each field, in an object with what must be beside it. */
function samples(field: Field, path: string): Sample[] {
  const name = path.replace(/^.*\./, '');
  if (Object.hasOwn(USUAL, name)) return [{ path, value: USUAL[name] ?? null }];
  switch (field.kind) {
    case 'list':
      return samples(field.items, `${path}[]`).map(({ path: inner, value }) => ({ path: inner, value: [value] }));
    case 'map':
      return [{ path, value: { [/requests$/.test(path) ? 'storage' : 'cpu']: '1Gi' } }];
    case 'object': {
      const needed = Object.entries(field.fields).flatMap(([key, inner]): [string, JsonValue][] =>
        inner.presence === 'always' && inner.kind !== 'object' && inner.kind !== 'list'
          ? [[key, samples(inner, `${path}.${key}`)[0]?.value ?? null]]
          : [],
      );
      const base = { ...Object.fromEntries(needed), ...NEEDED[path], ...(/Ref$/.test(path) && { name: 'text' }) };
      return Object.entries(field.fields).flatMap(([key, inner]) =>
        samples(inner, `${path}.${key}`).map(({ path: at, value }) => ({ path: at, value: beside(base, key, value) })),
      );
    }
    default:
      return [{ path, value: SCALARS[field.kind] }];
  }
}

function beside(base: JsonObject, key: string, value: JsonValue): JsonObject {
  const other = base[key];
  const both = typeof other === 'object' && typeof value === 'object' ? { ...other, ...value } : value;
  return { ...base, [key]: Array.isArray(value) ? value : both };
}

test('the fields without a typed option', () => {
  const all = samples(specFields, 'spec');
  const patched = all.filter(({ value }) => {
    const resource = { apiVersion: 'install.verrazzano.io/v1beta1', kind: 'Verrazzano', spec: value as JsonObject };
    return Object.keys(profileProgram(resource, { name: 'vz', namespace: 'default' }).patch).length > 0;
  });
  const paths = patched.map(({ path }) =>
    path
      .replace(/(volumeSource|VolumeSource)\.\w+.*$/, '$1 of another kind')
      .replace(/(Templates\[\]\.metadata\.).*$/, '$1* but name'),
  );
  console.info(`import: ${all.length - patched.length} of ${all.length} fields have a typed option`);
  expect([...new Set(paths)]).toMatchInlineSnapshot(`
    [
      "spec.components.keycloak.mysql.volumeSource of another kind",
      "spec.components.opensearch.nodes[].resources.claims[].name",
      "spec.defaultVolumeSource of another kind",
      "spec.volumeClaimSpecTemplates[].metadata.* but name",
      "spec.volumeClaimSpecTemplates[].spec.dataSource.apiGroup",
      "spec.volumeClaimSpecTemplates[].spec.dataSource.kind",
      "spec.volumeClaimSpecTemplates[].spec.dataSource.name",
      "spec.volumeClaimSpecTemplates[].spec.dataSourceRef.apiGroup",
      "spec.volumeClaimSpecTemplates[].spec.dataSourceRef.kind",
      "spec.volumeClaimSpecTemplates[].spec.dataSourceRef.name",
      "spec.volumeClaimSpecTemplates[].spec.dataSourceRef.namespace",
      "spec.volumeClaimSpecTemplates[].spec.resources.claims[].name",
      "spec.volumeClaimSpecTemplates[].spec.resources.limits",
      "spec.volumeClaimSpecTemplates[].spec.selector.matchExpressions[].key",
      "spec.volumeClaimSpecTemplates[].spec.selector.matchExpressions[].operator",
      "spec.volumeClaimSpecTemplates[].spec.selector.matchExpressions[].values[]",
      "spec.volumeClaimSpecTemplates[].spec.selector.matchLabels",
      "spec.volumeClaimSpecTemplates[].spec.volumeMode",
      "spec.volumeClaimSpecTemplates[].spec.volumeName",
    ]
  `);
});
