import { COMPONENTS } from '../../lib/components';
import { REPLACEMENTS, replacementOf } from '../../lib/components/replacements';
import type { ComponentDefinition } from '../../lib/definition/definition';
import { definitionVariant } from '../../lib/definition/definition-variant';
import { servicesOf } from '../../lib/definition/service';
import { versionLine } from '../../lib/definition/version-line';
import { workloadsOf } from '../../lib/definition/workload';
import { sample } from '../support/sample';

function definitionOf(component: string, version?: string): ComponentDefinition {
  const definition = COMPONENTS.find(({ name }) => name === component)!;
  const line = versionLine(replacementOf(component)!);
  return version === undefined ? definition : definitionVariant(definition, line, line.find(version, 'to')!);
}

function ports(component: string, workload: string, version?: string): string[] {
  const found = workloadsOf(definitionOf(component, version)).find(({ name }) => name === workload);
  return (found?.ports ?? []).map(({ key, port }) => `${key} ${port}`);
}

test('the definition of every version that the facts know is whole', () => {
  for (const replacement of REPLACEMENTS) {
    const definition = COMPONENTS.find(({ name }) => name === replacement.component);
    if (definition === undefined) continue;
    const line = versionLine(replacement);
    for (const version of sample(line.versions, 2)) {
      const variant = definitionVariant(definition, line, version);
      expect(workloadsOf(variant).length).toBeGreaterThanOrEqual(workloadsOf(definition).length > 0 ? 1 : 0);
      // Throws where a Service leads to no workload or no port.
      const services = servicesOf(variant).map(({ name }) => name);
      const lost = (variant.webhooks ?? []).filter(({ service }) => !services.includes(service));
      expect({ version: version.version, lost }).toEqual({ version: version.version, lost: [] });
      const backends = Object.values(variant.ingresses ?? {}).flatMap(({ backend }) => backend ?? []);
      for (const { service, port } of backends) {
        const names = servicesOf(variant)
          .find(({ name }) => name === service)
          ?.ports.map(({ name }) => name);
        expect({ service, names }).toEqual({ service, names: expect.arrayContaining([port]) });
      }
    }
  }
});

test('what Verrazzano installed has its own definition, and a change begins at its version', () => {
  for (const { component } of REPLACEMENTS) {
    const definition = COMPONENTS.find(({ name }) => name === component);
    const line = versionLine(replacementOf(component)!);
    if (definition !== undefined) expect(definitionVariant(definition, line, line.release)).toEqual(definition);
  }
  expect(ports('keycloak', 'keycloak', '2.3.0')).not.toContain('http-internal 9000');
  expect(ports('keycloak', 'keycloak', '2.4.1')).toContain('http-internal 9000');
  expect(ports('keycloak', 'keycloak', '7.1.11')).toEqual([...ports('keycloak', 'keycloak'), 'http-internal 9000']);
  const services = (version: string): unknown[] =>
    servicesOf(definitionOf('keycloak', version)).flatMap(({ name, ports: all }) =>
      name === 'keycloak-http' ? all.map((port) => port.port) : [],
    );
  expect([services('6.0.0'), services('7.0.0')]).toEqual([
    [80, 8443, 7800],
    [80, 9000, 8443, 7800],
  ]);
});

test('what is gone is gone, and what has another name keeps its facts', () => {
  expect(ports('coherence-operator', 'coherence-operator', '3.5.4')).toContain('webhook-server 9443');
  const coherence = definitionOf('coherence-operator', '3.5.14');
  expect(workloadsOf(coherence)[0]?.ports.map(({ port }) => port)).toEqual([8000, 8080, 8088]);
  expect(servicesOf(coherence).map(({ name }) => name)).toEqual(['coherence-operator-rest']);
  expect(coherence.webhooks).toEqual([]);
  const [agent] = workloadsOf(definitionOf('velero', 'newest')).filter(({ kind }) => kind === 'DaemonSet');
  expect(agent).toMatchObject({
    name: 'node-agent',
    serviceAccount: 'velero-server',
    selector: { name: 'node-agent' },
  });
});

test('images are those of the published chart once values no longer name those of the release', () => {
  const images = (version: string): readonly string[] | undefined =>
    definitionOf('keycloak', version).publishedImages?.map(({ reference }) => reference);
  expect(images('closest')).toBeUndefined();
  expect(images('2.3.0')).toEqual(['quay.io/keycloak/keycloak:22.0.4']);
  // What the library adds to the chart stays.
  expect(definitionOf('keycloak', 'newest').images).toEqual(['keycloak-oracle-theme']);
});
