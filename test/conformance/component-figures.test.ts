import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMPONENTS } from '../../lib/components';
import { imageOf } from '../../lib/definition/images';
import { servicesOf } from '../../lib/definition/service';
import { workloadsOf } from '../../lib/definition/workload';
import { componentFigures, servicePort, workloadPort, type ComponentFigures } from '../conformance/component-figures';
import type { UpstreamComponent } from '../conformance/upstream';
import { describeShared, sharedPath } from '../support/shared';

const file = join(__dirname, '../fixtures/upstream/components.json');
const fixture = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly source: string;
  readonly components: readonly ComponentFigures[];
};

describe.each(fixture.components.map((figures) => [figures.name, figures] as const))('%s', (name, figures) => {
  const parts = COMPONENTS.filter((definition) => definition.name === name || definition.partOf === name);
  const [definition] = parts;

  test('is installed as release 1.7.2 installs it', () => {
    expect(definition).toMatchObject({ name, namespace: figures.namespace });
    expect({ specKey: definition?.specKey ?? null, chart: definition?.chart ?? null }).toEqual({
      specKey: figures.specKey,
      chart: figures.chart,
    });
    expect(definition?.release === undefined ? name : definition.release).toBe(figures.release);
  });

  test('pulls the images of release 1.7.2', () => {
    const images = parts.flatMap((part) => part.images).map((image) => imageOf(image));
    const ours = images.map(({ repository, tag }) => `${repository}:${tag ?? '<set at release build>'}`);
    expect([...new Set(ours)].sort()).toEqual(figures.images);
  });

  test('has pods that the selectors, accounts and ports of release 1.7.2 describe', () => {
    const ours = parts.flatMap(workloadsOf).filter(({ atRunTime }) => !atRunTime);
    expect(
      Object.fromEntries(
        ours.map(({ name: workload, namespace, serviceAccount, selector, ports }) => [
          workload,
          {
            namespace,
            serviceAccount: serviceAccount ?? null,
            selector: figures.workloads[workload]?.selector === null ? null : selector,
            ports: ports
              .filter(({ declared }) => declared)
              .map(({ name: port, port: containerPort, protocol }) =>
                workloadPort({ name: port, containerPort, protocol }),
              ),
          },
        ]),
      ),
    ).toEqual(figures.workloads);
  });

  test('has the Services of release 1.7.2', () => {
    const ours = parts.flatMap(servicesOf).map((service) => [service.name, service.ports.map(servicePort)] as const);
    expect(Object.fromEntries(ours)).toEqual(figures.services);
  });
});

describeShared('the figures of components', () => {
  test('are those of components.json', () => {
    const upstream = JSON.parse(
      readFileSync(sharedPath('upstream', 'components', 'components.json'), 'utf8'),
    ) as UpstreamComponent[];
    expect(fixture.components).toEqual(upstream.map(componentFigures));
  });
});
