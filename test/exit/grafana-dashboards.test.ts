import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Chart } from 'cdk8s';
import { GrafanaDashboards, type GrafanaDashboardsProps } from '../../lib/exit/grafana-dashboards';

const panel = { type: 'timeseries', title: 'Requests' };

function dashboards(props: GrafanaDashboardsProps): GrafanaDashboards {
  return new GrafanaDashboards(new Chart(new App(), 'chart'), 'dashboards', props);
}

test('every dashboard is a ConfigMap that Grafana finds by its label', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dashboards-'));
  try {
    writeFileSync(join(folder, 'web.json'), '{"title": "Web",\r\n "uid": "web", "panels": []}\n');
    writeFileSync(join(folder, 'notes.md'), 'no dashboard');
    const { manifests } = dashboards({ directory: folder, dashboards: { api: { title: 'API', panels: [panel] } } });
    expect(manifests.map(({ metadata }) => metadata)).toEqual(
      ['grafana-dashboard-api', 'grafana-dashboard-web'].map((name) => ({
        name,
        namespace: 'verrazzano-system',
        labels: { grafana_dashboard: '1' },
      })),
    );
    // The text of the user stays, whatever ends its lines.
    expect(manifests[1]?.['data']).toEqual({ 'web.json': '{"title": "Web",\n "uid": "web", "panels": []}\n' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('everything wrong is reported at once', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dashboards-'));
  try {
    writeFileSync(join(folder, 'broken.json'), '{');
    writeFileSync(join(folder, 'list.json'), '[]');
    const big = { title: 'Big', description: 'x'.repeat(1024 * 1024) };
    const two = { one: { title: 'A', uid: 'same' }, two: { title: 'B', uid: 'same' }, Not_a_name: { title: 'C' }, big };
    expect(() => dashboards({ directory: folder, dashboards: two, namespace: 'A' })).toThrow(
      /namespace is not valid[^]*broken.json is not JSON[^]*list.json is not a dashboard[^]*Not_a_name[^]*larger than a ConfigMap[^]*same uid same/,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  expect(() => dashboards({ directory: '/no/such/folder' })).toThrow(
    'directory cannot be read; got "/no/such/folder"; allowed a folder',
  );
  expect(() => dashboards({})).toThrow('there is no dashboard; state a directory with .json files, or dashboards');
});
