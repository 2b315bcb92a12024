import { COMPONENTS } from '../../lib/components';
import { servicesOf } from '../../lib/definition/service';
import { workloadsOf } from '../../lib/definition/workload';
import { IDENTITY_VALUES } from '../../lib/installer/delivery/identity-values';

const numbers = Object.entries(IDENTITY_VALUES).flatMap(([name, { ports = {} }]) =>
  Object.entries(ports).flatMap(([path, value]) => (typeof value === 'number' ? [{ name, path, value }] : [])),
);
const accounts = Object.entries(IDENTITY_VALUES).flatMap(([name, { account = {} }]) =>
  Object.entries(account).flatMap(([path, value]) =>
    typeof value === 'string' && value !== '' ? [{ name, path, value }] : [],
  ),
);

test('every component of the table exists', () => {
  const names = COMPONENTS.map(({ name }) => name);
  expect(Object.keys(IDENTITY_VALUES).filter((name) => !names.includes(name))).toEqual([]);
});

test('ports and ServiceAccounts of the table are those of the definitions', () => {
  const unknown = [...numbers, ...accounts].filter(({ name, value }) => {
    // Its chart has the values of Prometheus and Alertmanager as well.
    const definitions = COMPONENTS.filter(
      ({ name: own }) => own === name || (name === 'prometheus-operator' && own === 'prometheus'),
    );
    const workloads = definitions.flatMap(workloadsOf);
    const services = definitions.flatMap(servicesOf);
    const known = [
      ...workloads.flatMap(({ ports, serviceAccount }) => [serviceAccount, ...ports.map(({ port }) => port)]),
      ...services.flatMap(({ ports }) => ports.map(({ port }) => port)),
    ];
    return !known.some((one) => one === value);
  });
  expect(unknown).toEqual([]);
});
