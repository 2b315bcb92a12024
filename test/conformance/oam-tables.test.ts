import { readFileSync } from 'fs';
import { OamClusterState } from '../../lib/application/oam/cluster-state';
import { Findings } from '../../lib/application/oam/finding';
import { ingressTraitRefusal } from '../../lib/application/oam/ingress-admission';
import { kubeObject, type KubeObject } from '../../lib/application/oam/object';
import { renderApplication } from '../../lib/application/oam/render';
import { chooseDestination } from '../../lib/application/oam/traits/ingress-destination';
import { generatedHost } from '../../lib/application/oam/traits/ingress-hosts';
import { scrapeJobName, serviceMonitorName } from '../../lib/application/oam/traits/metrics-endpoints';
import type { JsonObject } from '../../lib/values/json';
import { describeShared, sharedPath } from '../support/shared';
import { documents, texts } from './oam-support';

interface Row {
  readonly id: string;
  readonly rule?: JsonObject;
  readonly services?: readonly JsonObject[];
  readonly destination?: JsonObject;
  readonly error?: true;
  readonly app?: string;
  readonly namespace?: string;
  readonly component?: string;
  readonly portIndex?: number;
  readonly host?: string;
  readonly existingTraits?: readonly JsonObject[];
  readonly newTrait?: JsonObject;
  readonly result?: string;
  readonly serviceMonitorName?: string;
  readonly legacyJobName?: string;
  readonly verrazzanoIngressAnnotations?: JsonObject;
  readonly istioIngressGatewayService?: JsonObject;
}

describeShared('tables of what release 1.7.2 decides', () => {
  /** Rows of a table: the input, and what is expected of it. */
  function table(name: string): Array<[string, Row, Row]> {
    const rows = (file: string): Row[] =>
      documents(sharedPath('upstream', 'applications', 'cases', name, file)).flatMap(
        ({ scenarios }) => (scenarios ?? []) as Row[],
      );
    const expected = new Map(rows('expected.yaml').map((row) => [row.id, row]));
    return rows('input.yaml').map((row) => [row.id, row, expected.get(row.id) as Row]);
  }

  const object = (fields: JsonObject): KubeObject => kubeObject({ apiVersion: 'v1', kind: 'Service', ...fields });

  test.each(table('24-matrix-destination-selection'))(
    'destination: %s',
    (_, { rule = {}, services = [] }, { destination, error }) => {
      const all = services.map(({ name, ...spec }) => object({ metadata: { name }, spec }));
      const chosen = chooseDestination(kubeObject(rule), all);
      expect({ destination: chosen.destination, error: chosen.problem === undefined ? undefined : true }).toEqual({
        destination,
        error,
      });
    },
  );

  test.each(table('25-matrix-generated-host'))('host: %s', (_, row, { host, error }) => {
    const {
      app = '',
      namespace = '',
      verrazzanoIngressAnnotations: annotations,
      istioIngressGatewayService: gateway,
    } = row;
    const ingress = object({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'verrazzano-ingress', namespace: 'verrazzano-system', annotations },
    });
    const service = object({ metadata: { name: 'istio-ingressgateway', namespace: 'istio-system' }, ...gateway });
    const found = generatedHost(app ?? '', namespace ?? '', new OamClusterState([ingress, service]));
    expect({ host: found.host, error: found.problem === undefined ? undefined : true }).toEqual({ host, error });
  });

  test.each(table('33-matrix-ingresstrait-webhook'))(
    'admission: %s',
    (_, { existingTraits = [], newTrait = {} }, { result }) => {
      const trait = (spec: JsonObject, name: string): KubeObject =>
        object({ kind: 'IngressTrait', metadata: { name }, spec });
      const others = existingTraits.map((spec, index) => trait(spec, `existing-${index}`));
      expect(ingressTraitRefusal(trait(newTrait, 'new'), others) === undefined ? 'allow' : 'deny').toBe(result ?? '');
    },
  );

  test.each(table('36-matrix-servicemonitor-name'))(
    'metrics: %s',
    (_, row, { serviceMonitorName: monitor, legacyJobName: job }) => {
      const { app = '', namespace = '', component = '', portIndex = 0 } = row;
      const labels = { 'app.oam.dev/name': app, 'app.oam.dev/component': component };
      const trait = object({ kind: 'MetricsTrait', metadata: { namespace, labels } });
      expect(scrapeJobName(trait, portIndex)).toBe(job ?? '');
      if (portIndex === 0) expect(serviceMonitorName(trait)).toBe(monitor ?? '');
    },
  );

  test('the objects between an application and its Deployment', () => {
    const folder = sharedPath('upstream', 'applications', 'cases', '59-oam-runtime-rendered-objects');
    const input = documents(`${folder}/input.yaml`).map((each) => kubeObject(each as unknown as JsonObject));
    const application = input.find(({ kind }) => kind === 'ApplicationConfiguration') as KubeObject;
    const rendered = renderApplication(application, new OamClusterState(input), new Findings());
    const objects = (rendered?.components ?? []).flatMap(({ workload, traits }) => [
      workload,
      ...traits.map((each) => each.object),
    ]);
    expect(objects).toEqual(texts(readFileSync(`${folder}/expected.yaml`, 'utf8')));
  });
});
