import { readFileSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { istioProblems } from '../../lib/checks/istio-problems';
import type { JsonObject } from '../../lib/values/json';
import { pathText } from '../../lib/values/path';
import { sample } from '../support/sample';
import { ISTIO_ACCEPTED, ISTIO_REFUSED, ISTIO_WARNED } from './istio-cases';
import { changed, findingsOf, pathOf } from './rich-objects';

const OBJECTS = new Map<string, JsonObject>(
  parseAllDocuments(readFileSync(join(__dirname, 'istio-objects.yaml'), 'utf8')).map((document) => {
    const object = document.toJS() as JsonObject;
    return [`${object.kind as string}/${(object.metadata as { name: string }).name}`, object] as const;
  }),
);

function changedObject(name: string, path: string, value: unknown): JsonObject {
  const good = OBJECTS.get(name);
  if (good === undefined) throw new Error(`there is no ${name}`);
  return changed(good, pathOf(path), value);
}

test.each([...OBJECTS])('nothing is found of the valid %s', (_, object) => {
  expect(findingsOf(object)).toEqual([]);
});

test.each(sample(ISTIO_REFUSED, 40))('of %s an invalid %s is found', (name, path, value) => {
  const found = findingsOf(changedObject(name, path, value)).filter(({ severity }) => severity === 'error');
  expect(found.length).toBeGreaterThan(0);
  expect(found.every(({ fix }) => fix.includes('the webhook of istiod'))).toBe(true);
  const near = pathText(pathOf(path).slice(0, 1));
  expect(found.some(({ field }) => field.startsWith(near) || field.startsWith('metadata'))).toBe(true);
});

test.each(ISTIO_WARNED)('of %s a doubtful %s is a warning', (name, path, value) => {
  const found = findingsOf(changedObject(name, path, value));
  expect(found.length).toBeGreaterThan(0);
  expect(found.every(({ severity, fix }) => severity === 'warning' && fix.includes('with a warning'))).toBe(true);
});

test.each(ISTIO_ACCEPTED)('of %s nothing is found of %s', (name, path, value) => {
  expect(findingsOf(changedObject(name, path, value))).toEqual([]);
});

test('an object of another group with a kind of Istio is not validated', () => {
  const object = { apiVersion: 'gateway.example.com/v1', kind: 'Gateway', metadata: { name: 'a.b' }, spec: {} };
  expect(findingsOf(object)).toEqual([]);
});

test('problems name the field and the value; warnings, and objects of others, have none', () => {
  expect(istioProblems(changedObject('Gateway/shop', 'spec.servers.0.hosts.0', 'shop'))).toEqual([
    { what: 'spec.servers[0].hosts[0] does not have the form that is required', got: 'shop' },
  ]);
  expect(istioProblems(changedObject('ProxyConfig/proxies', 'spec.concurrency', -1)).map(({ got }) => got)).toEqual([
    '-1',
  ]);
  expect(istioProblems(changedObject('Sidecar/web', 'spec.workloadSelector', {}))).toEqual([]);
  expect(istioProblems({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'A' } })).toEqual([]);
});
