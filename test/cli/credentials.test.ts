import { cli, Folder, verrazzano } from './cli';

const folder = new Folder();
afterAll(() => folder.remove());

const SECRET = 'hunter2secret';
const platform = verrazzano(
  `{profile: dev, components: {keycloak: {overrides: [{values: {db: {password: ${SECRET}}}}]}}}`,
);
const application = `apiVersion: core.oam.dev/v1alpha2
kind: Component
metadata: {name: web, namespace: shop}
spec:
  workload:
    apiVersion: core.oam.dev/v1alpha2
    kind: ContainerizedWorkload
    metadata: {name: web}
    spec: {containers: [{name: web, image: a/b, env: [{name: DB_PASSWORD, value: ${SECRET}}], ports: [{containerPort: 80, name: http}]}]}
---
apiVersion: core.oam.dev/v1alpha2
kind: ApplicationConfiguration
metadata: {name: shop, namespace: shop}
spec: {components: [{componentName: web}]}
`;

test.each([
  ['effective', platform, 'spec.components.keycloak.overrides[0].values.db.password'],
  ['stored', platform, 'spec.components.keycloak.overrides[0].values.db.password'],
  ['import', platform, 'spec.components.keycloak.overrides[0].values.db.password'],
  ['import', application, 'spec.containers[0].env[0].value'],
  ['convert', application, 'spec.template.spec.containers[0].env[0].value'],
])('%s prints a credential of the file, and warns of it without its value', async (command, text, path) => {
  const { code, out, err } = await cli([command, folder.write('input.yaml', text)]);
  expect(code).toBe(0);
  expect(out).toContain(SECRET);
  expect(err).toContain(`${path}] has a literal under `);
  expect(err).not.toContain(SECRET);
});

test('values warns of a credential in the values of a chart', async () => {
  const file = folder.write('input.yaml', platform.replace('keycloak', 'mySQLOperator'));
  const { out, err } = await cli(['values', file, '--component', 'mysql-operator']);
  expect(out).toContain(SECRET);
  expect(err).toContain('warning: [mysql-operator: db.password] has a literal under password');
  expect(err).not.toContain(SECRET);
});
