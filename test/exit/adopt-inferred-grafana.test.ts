import { ChartFacts } from '../../lib/charts';
import { grafana } from '../../lib/components';
import { grafanaOfChart } from '../../lib/exit/adopt/adopt-inferred-grafana';
import { grafanaValues } from '../../lib/installer/delivery/objects/grafana-values';

test('settings of Grafana come back from the values of its chart', () => {
  const section = {
    replicas: 2,
    database: { host: 'mysql.example.com', name: 'grafana' },
    smtp: {
      enabled: true,
      host: 'mail.example.com:25',
      fromAddress: 'a@example.com',
      skipVerify: true,
      existingSecret: 'mail',
      certFileKey: 'c',
    },
  };
  const spec = { profile: 'prod', components: { grafana: section } };
  const facts = new ChartFacts({ apiVersion: 'install.verrazzano.io/v1beta1', kind: 'Verrazzano', spec }, {
    objects: [
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'ingress-controller-ingress-nginx-controller', namespace: 'verrazzano-ingress-nginx' },
        spec: { externalIPs: ['192.0.2.1'] },
      },
    ],
  } as never);
  expect(grafanaOfChart(grafanaValues(facts, grafana))).toEqual(section);
});
