import { CEL_CASES, TRANSITION } from '../checks/cel-cases';
import { findingsOf } from '../checks/rich-objects';
import type { JsonObject, JsonValue } from '../../lib/values/json';
import type { ApiServer } from './api-server';
import { startApiServer } from './api-server';
import { DryRun } from './dry-run';
import { findAssets, KUBERNETES_VERSION } from './kube-assets';

const MINOR = Number(KUBERNETES_VERSION.split('.')[1]);
const CASES = CEL_CASES.filter(({ since = 0 }) => since <= MINOR);

function withRule(schema: JsonObject, rule: string): JsonObject {
  return { ...schema, 'x-kubernetes-validations': [{ rule }] };
}

/** A kind with a field for each case. */
const DEFINITION: JsonObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'cases.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { kind: 'Case', listKind: 'CaseList', plural: 'cases', singular: 'case' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                properties: {
                  ...Object.fromEntries(CASES.map(({ schema, rule }, at) => [`c${at}`, withRule(schema, rule)])),
                  transition: withRule(TRANSITION.schema, TRANSITION.rule),
                },
              },
            },
          },
        },
      },
    ],
  },
};

function objectWith(field: string, value: JsonValue): JsonObject {
  return {
    apiVersion: 'example.com/v1',
    kind: 'Case',
    metadata: { name: 'a', namespace: 'default' },
    spec: { [field]: value },
  };
}

const assets = findAssets();
(typeof assets === 'string' ? describe.skip : describe)('rules in CEL and the API server', () => {
  let server: ApiServer;
  let dryRun: DryRun;
  beforeAll(async () => {
    if (typeof assets === 'string') return;
    server = await startApiServer(assets);
    server.kubectl(['apply', '-f', '-'], JSON.stringify(DEFINITION));
    server.kubectl(['wait', '--for=condition=Established', 'crd/cases.example.com']);
    dryRun = new DryRun(server);
  });
  afterAll(async () => server?.stop());

  test('both take and refuse the same values, with the same message', async () => {
    let compared = 0;
    for (const [at, { rule, good, bad }] of CASES.entries()) {
      for (const value of [...good, ...bad]) {
        const object = objectWith(`c${at}`, value);
        const { accepted, message } = await dryRun.verdict(object);
        expect([rule, value, accepted]).toEqual([rule, value, good.includes(value)]);
        const found = findingsOf(object, [DEFINITION]);
        expect([rule, value, found.map((each) => each.rule)]).toEqual([rule, value, accepted ? [] : ['cel-rule']]);
        const [said = ''] = found.map(
          (each) => /failed rule: (.*)$|: (.* evaluating rule: .*)$/s.exec(each.message)?.[1] ?? '',
        );
        expect(message).toContain(said);
        compared++;
      }
    }
    process.stderr.write(`test:cluster: ${CASES.length} rules and ${compared} values compared\n`);
  });

  test('both take a new object with a rule about changes', async () => {
    const object = objectWith('transition', 1);
    expect(await dryRun.verdict(object)).toMatchObject({ accepted: true });
    expect(findingsOf(object, [DEFINITION])).toEqual([]);
  });
});
