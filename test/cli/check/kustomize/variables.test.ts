import { builtSources } from '../../../../lib/cli/check/kustomize/built-sources';
import { withVariableFields, withVariables } from '../../../../lib/cli/check/kustomize/variables';
import { FILE_SYSTEM, readSources } from '../../../../lib/cli/check/read-sources';
import type { JsonObject } from '../../../../lib/values/json';
import { CheckedFolders } from '../../../checks/checked-folders';

const folders = new CheckedFolders();
afterAll(() => folders.remove());

const built = (files: Readonly<Record<string, string>>) => {
  const { objects, findings } = builtSources(readSources([folders.of(files)]), FILE_SYSTEM);
  return { objects: objects.map(({ object }) => object), problems: findings.map(({ message }) => message) };
};
const config = (data: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: config}\ndata: ${data}\n`;

/** As a project of kubebuilder has them: names and namespaces of a webhook in a definition and in annotations. */
const OPERATOR = {
  'config/default/kustomization.yaml':
    'namespace: app-system\nnamePrefix: app-\nresources: [../crd, ../webhook, ../certmanager]\nvars:\n' +
    '- {name: CERT_NS, objref: {kind: Certificate, group: cert-manager.io, version: v1, name: serving-cert}, fieldref: {fieldpath: metadata.namespace}}\n' +
    '- {name: CERT, objref: {kind: Certificate, group: cert-manager.io, version: v1, name: serving-cert}}\n',
  'config/crd/kustomization.yaml': 'resources: [crd.yaml]\nconfigurations: [kustomizeconfig.yaml]\n',
  'config/crd/crd.yaml':
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: webs.a.io, annotations: {cert-manager.io/inject-ca-from: $(CERT_NS)/$(CERT)}}\n' +
    'spec: {group: a.io, names: {kind: Web, plural: webs}, scope: Namespaced, versions: [], conversion: {strategy: Webhook, webhook: {clientConfig: {service: {name: webhook-service, namespace: system}}}}}\n',
  'config/crd/kustomizeconfig.yaml':
    'nameReference:\n- {kind: Service, version: v1, fieldSpecs: [{kind: CustomResourceDefinition, group: apiextensions.k8s.io, path: spec/conversion/webhook/clientConfig/service/name}]}\n' +
    'namespace:\n- {kind: CustomResourceDefinition, path: spec/conversion/webhook/clientConfig/service/namespace, create: false}\nvarReference:\n- {path: metadata/annotations}\n',
  'config/webhook/kustomization.yaml': 'resources: [service.yaml]\n',
  'config/webhook/service.yaml':
    'apiVersion: v1\nkind: Service\nmetadata: {name: webhook-service}\nspec: {ports: [{port: 443}]}\n',
  'config/certmanager/kustomization.yaml': 'resources: [cert.yaml]\nconfigurations: [names.yaml]\n',
  'config/certmanager/cert.yaml':
    'apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: serving-cert}\nspec: {secretName: a, issuerRef: {kind: Issuer, name: selfsigned}}\n---\n' +
    'apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata: {name: selfsigned}\nspec: {selfSigned: {}}\n',
  'config/certmanager/names.yaml':
    'nameReference:\n- {kind: Issuer, group: cert-manager.io, fieldSpecs: [{kind: Certificate, group: cert-manager.io, path: spec/issuerRef/name}]}\n',
};

test('the variables and configurations of an operator', () => {
  const { objects, problems } = built(OPERATOR);
  expect(problems).toEqual([]);
  const [crd, , certificate] = objects as [JsonObject, JsonObject, JsonObject];
  expect(crd.metadata).toEqual({
    name: 'webs.a.io',
    annotations: { 'cert-manager.io/inject-ca-from': 'app-system/app-serving-cert' },
  });
  expect(crd.spec).toMatchObject({
    conversion: { webhook: { clientConfig: { service: { name: 'app-webhook-service', namespace: 'app-system' } } } },
  });
  expect(certificate.spec).toMatchObject({ issuerRef: { name: 'app-selfsigned' } });
});

test('a variable whose object is not there', () => {
  const files = {
    'kustomization.yaml':
      'resources: [a.yaml]\nvars: [{name: A, objref: {kind: ConfigMap, apiVersion: v1, name: other}}]\n',
    'a.yaml': config('{a: b}'),
  };
  expect(built(files).problems).toEqual([
    'has the variable A for ConfigMap other, which it does not bring, so that it cannot be built',
  ]);
});

const VALUES = { text: 'web', number: 80, list: [{ port: 81 }], 'a.b': 'dotted', map: {} };
const value = (path: string): JsonObject => ({
  name: 'A',
  objref: { kind: 'Config', apiVersion: 'a.io/v1', name: 'config' },
  fieldref: { fieldpath: path },
});

/** What kubectl 1.32 makes of the same. */
test.each<[string, string, unknown]>([
  ['spec.text', '$(A)', 'web'],
  ['spec.text', 'a-$(A)-$(A)', 'a-web-web'],
  ['spec.text', '$$(A) $(B) $ $(A', '$(A) $(B) $ $(A'],
  ['spec.number', '$(A)', 80],
  ['spec.number', ':$(A)', ':80'],
  ['spec.list[0].port', '$(A)', 81],
  [String.raw`spec.a\.b`, '$(A)', 'dotted'],
  ['spec.map', '$(A)', '$(A)'],
])('the variable %s in %s', (path, text, expected) => {
  const source = { file: 'a.yaml', document: 0, item: [], root: '.', apart: false };
  const objects = [
    { apiVersion: 'a.io/v1', kind: 'Config', metadata: { name: 'config' }, spec: VALUES },
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [{ args: [text] }] } },
  ].map((object) => ({ source: { ...source, object }, object, earlier: [] }));
  const marked = withVariableFields(objects, { vars: [value(path)] }, () => undefined);
  const [, pod] = withVariables(marked, []);
  expect(pod?.object.spec).toEqual({ containers: [{ args: [expected] }] });
});
