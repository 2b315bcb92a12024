import { readdirSync, readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { MESH_SHAPES } from '../../lib/mesh/validation/shapes';
import type { Shape } from '../../lib/mesh/validation/shape';
import { cli } from '../cli/cli';
import { describeShared, sharedPath } from '../support/shared';

interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
}

interface Crd {
  readonly spec: {
    readonly names: { readonly kind: string };
    readonly versions: ReadonlyArray<{
      readonly storage: boolean;
      readonly schema: { readonly openAPIV3Schema: { readonly properties: { readonly spec: Schema } } };
    }>;
  };
}

/** A schema in the form that the library keeps it. */
function shapeOf({ type, enum: values, properties, items, additionalProperties }: Schema): Shape {
  if (values !== undefined) return { oneOf: values };
  if (properties !== undefined) {
    return { fields: Object.fromEntries(Object.entries(properties).map(([key, each]) => [key, shapeOf(each)])) };
  }
  if (items !== undefined) return { each: shapeOf(items) };
  if (additionalProperties !== undefined) return { values: shapeOf(additionalProperties) };
  return type === 'boolean' || type === 'integer' || type === 'string' ? type : 'any';
}

describeShared('objects of Istio', () => {
  const crds = ['security.istio.io', 'networking.istio.io'].flatMap((group) =>
    parseAllDocuments(readFileSync(sharedPath('crds', `${group}.yaml`), 'utf8')).map((each) => each.toJS() as Crd),
  );

  test.each(Object.keys(MESH_SHAPES))('the schema of %s is that of its custom resource definition', (kind) => {
    const crd = crds.find(({ spec }) => spec.names.kind === kind);
    for (const { schema } of crd?.spec.versions ?? []) {
      expect(MESH_SHAPES[kind]).toEqual(shapeOf(schema.openAPIV3Schema.properties.spec));
    }
    expect(crd).toBeDefined();
  });

  const ask = async (file: string) =>
    cli(['connectivity', file, '--from', 'legacy/client', '--to', 'shop/db', '--port', '5432']);
  const folder = sharedPath('field', '11-mesh-invalid-objects');

  test.each(['action-case.yaml', 'mode-lower.yaml', 'mtls-text.yaml'])('%s is refused', async (name) => {
    const { code, out, err } = await ask(`${folder}/${name}`);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('spec.');
  });

  test.each(readdirSync(folder).filter((name) => /^(unknown|selects|port)/.test(name)))(
    '%s is doubtful, also in JSON',
    async (name) => {
      expect((await ask(`${folder}/${name}`)).err).toContain('warning: ');
      const { out } = await cli(['connectivity', `${folder}/${name}`, '--output', 'json']);
      expect((JSON.parse(out) as { warnings: unknown[] }).warnings).not.toEqual([]);
    },
  );

  test.each(['12-mesh-pod-rev-label', '13-mesh-ambient'])('%s is closed', async (name) => {
    const { code } = await ask(sharedPath('field', name, 'in.yaml'));
    expect(code).toBe(1);
  });
});
