import { mkdtempSync, readdirSync, readFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { adopt } from '../../lib/exit/adopt/adopt';
import { adoptedProgram } from '../../lib/cli/adopt/adopted-program';
import type { JsonObject } from '../../lib/values/json';
import { parseYaml } from '../../lib/values/yaml/parse-yaml';
import { listOf, modelObjects } from '../../scripts/exit/model-dump';
import { CLUSTER, synthesizeCharts } from '../exit/random-estates';
test('look', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'look-'));
  for (const step of ['release', 'newest'] as const) {
  const platform = synthesizeCharts({ profile: 'prod', step, components: {}, spec: {
    components: { keycloak: { overrides: [{ values: { replicas: 2 } }] }, prometheusOperator: { overrides: [{ values: { prometheus: { prometheusSpec: { replicas: 2 } } } }] },
    grafana: { replicas: 2, database: { host: 'mysql.example.com', name: 'grafana' } },
    jaegerOperator: { overrides: [{ values: { resources: { requests: { cpu: '50m' } } } }] },
    dns: { oci: { dnsZoneCompartmentOCID: 'a', dnsZoneOCID: 'ocid1.dns-zone.oc1..b', dnsZoneName: 'example.com', ociConfigSecret: 'oci' } } } } } as never, outdir + step);
  const files = readdirSync(join(outdir + step, CLUSTER), { recursive: true, encoding: 'utf8' });
  const written = files.filter((f) => f.endsWith('.yaml')).flatMap((f) => parseYaml(f, readFileSync(join(outdir + step, CLUSTER, f), 'utf8')) as JsonObject[]);
  const made = modelObjects(platform).filter((o) => !JSON.stringify(o.metadata).includes('verrazzano-platform') && (o.metadata as JsonObject).namespace !== 'verrazzano-install');
  const start = Date.now();
  const adoption = adopt([{ file: 'dump.json', documents: [listOf([...made, ...written])] }]);
  console.log(Date.now() - start, JSON.stringify(adoption.resource, null, 1), JSON.stringify(adoption.drift.filter(({ kind, object }) => kind !== 'unknown' && !/^Verr/.test(object)), null, 1).slice(0, 3000), adoption.findings, adoption.charts?.placed.length, adoptedProgram(adoption, 'https://x/y.git').files.get('main.ts'));
  }
});
