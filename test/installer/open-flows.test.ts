import { App, Chart } from 'cdk8s';
import { ChartSource } from '../../lib/installer/chart-source';
import { deliveryPlan } from '../../lib/installer/delivery/delivery-plan';
import { orderedParts } from '../../lib/installer/delivery/delivery-order';
import { closedFlows, trafficUnits, type TrafficUnit } from '../../lib/installer/delivery/open-flows';
import { LIFELINES } from '../../lib/network/policies';
import { ProdProfile } from '../../lib/profile/named-profiles';
import { Cni } from '../../lib/values/cni';
import { Dns } from '../../lib/values/dns';
import { inCi } from '../support/sample';

const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] };
const platform = new ProdProfile(new Chart(new App(), 'chart'), 'verrazzano', {
  dns: Dns.external('apps.example.com'),
  kubernetes,
});
const parts = orderedParts(deliveryPlan(platform, ChartSource.release()), platform);

test('no flow between delivered parts is closed at any prefix', () => {
  expect(closedFlows(parts, platform)).toEqual([]);
});

test('the units count, and lose none of their objects', () => {
  const [policies, mesh] = trafficUnits(platform);
  expect(policies?.objects.length).toBeGreaterThan(40);
  expect(mesh?.objects.some(({ kind }) => kind === 'PeerAuthentication')).toBe(true);
  expect(mesh?.objects.some(({ kind }) => kind === 'AuthorizationPolicy')).toBe(true);
});

const denied = (namespace: string): TrafficUnit => ({
  unit: 'denied',
  wave: 2,
  objects: [
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'deny', namespace },
      spec: { podSelector: {}, policyTypes: ['Ingress'] },
    },
  ],
});

inCi('a flow counts from the wave on in which both its ends are there', () => {
  const found = closedFlows(parts, platform, [denied('keycloak')]);
  const [first] = found;
  const ends = parts.filter(({ part }) => ['keycloak', 'mysql'].includes(part.component));
  const wave = ends.reduce((last, one) => (one.wave > last ? one.wave : last), 0);
  expect(wave).toBeGreaterThan(2);
  expect(found.some((text) => text.startsWith(`wave ${wave}: lifeline ll-17`))).toBe(true);
  expect(found.filter((text) => / from keycloak\/\S+ to mysql\//.test(text) && text.startsWith('wave 2:'))).toEqual([]);
  expect(first).toMatch(/is closed at TCP [\d, -]+; got .*denied/);
});

inCi('a lifeline is called one', () => {
  const found = closedFlows(parts, platform, [denied('cert-manager')]).join('\n');
  expect(found).toContain(`lifeline ll-09 (${LIFELINES.find(({ id }) => id === 'll-09')?.what})`);
});

inCi('policies for fewer flows close the others, at the wave of their unit', () => {
  const [policies, mesh] = trafficUnits(platform);
  const without = (unit: TrafficUnit | undefined, part: 'spec', name: string): TrafficUnit => ({
    ...(unit ?? { unit: '', wave: 0, objects: [] }),
    objects: (unit?.objects ?? []).map((one) => {
      const isMeant = (one.metadata as { name: string }).name === name;
      return isMeant ? { ...one, [part]: { ...(one[part] as object), ingress: [], rules: [] } } : one;
    }),
  });
  const byPolicy = closedFlows(parts, platform, [without(policies, 'spec', 'vmi-system-grafana-ingress')]);
  expect(byPolicy.length).toBeGreaterThan(0);
  expect(byPolicy.every((text) => text.startsWith('wave 20: ') && text.includes('vmi-system-grafana'))).toBe(true);
  const byMesh = closedFlows(parts, platform, [without(mesh, 'spec', 'vmi-system-grafana-ingress')]);
  expect(byMesh.length).toBeGreaterThan(0);
  expect(byMesh.every((text) => text.startsWith('wave 30: ') && text.includes('vmi-system-grafana'))).toBe(true);
});
