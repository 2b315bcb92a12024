import { listAt } from '../../connectivity/manifest';
import { isJsonObject, textOf, type JsonValue } from '../../values/json';
import type { CheckedObject } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import type { Path } from '../../values/path';
import type { Match } from '../walk';
import { matches, textMatches } from '../walk';
import { isPortName } from './forms';
import { portNumber } from './pod-specs';
import { isDnsSubdomain } from '../../values/names';
import { isDataKey } from '../../values/names';
import { FIX } from './refused';

/** What the API server refuses in Services, Ingresses, ConfigMaps and CronJobs beyond their schema. Source: validation of Kubernetes. */
export function kindFindings({ inventory }: CheckContext): Found[] {
  return inventory.objects.flatMap((object) => [
    ...services(object),
    ...ingresses(object),
    ...dataKeys(object),
    ...schedules(object),
    ...autoscalers(object),
  ]);
}

function services(object: CheckedObject): Found[] {
  if (object.kind !== 'Service' || object.group !== '') return [];
  const { spec } = object.object;
  const { type, clusterIP, externalName } = isJsonObject(spec) ? spec : {};
  const ports = matches(object.object, 'spec.ports[]');
  const missing = (path: Path): Found => ({
    ...base(object),
    rule: 'missing-field',
    path,
    message: 'is required and missing',
  });
  const needsPorts = type !== 'ExternalName' && clusterIP !== 'None';
  return [
    ...ports.flatMap((port) => servicePort(object, port, ports.length)),
    ...repeated(object, ports),
    ...ofOtherTypes(object, type || 'ClusterIP', ports),
    ...(needsPorts && ports.length === 0 ? [missing(['spec', 'ports'])] : []),
    ...(type === 'ExternalName' && (externalName ?? '') === '' ? [missing(['spec', 'externalName'])] : []),
  ];
}

function servicePort(object: CheckedObject, { value, path }: Match, count: number): Found[] {
  if (!isJsonObject(value)) return [];
  const { port, name, nodePort, targetPort } = value;
  const found = [
    ...portNumber(object, port, [...path, 'port']),
    ...(targetPort === 0 ? [] : portNumber(object, targetPort, [...path, 'targetPort'])),
    ...(nodePort === 0 ? [] : portNumber(object, nodePort, [...path, 'nodePort'])),
  ];
  if (count > 1 && (name ?? '') === '') {
    const message = 'is required where a Service has several ports';
    found.push({ ...base(object), rule: 'missing-field', path: [...path, 'name'], message });
  }
  if (typeof targetPort === 'string' && targetPort !== '' && !isPortName(targetPort)) {
    const message = 'is neither a number nor a valid name of a port';
    found.push({ ...base(object), path: [...path, 'targetPort'], message, got: targetPort });
  }
  return found;
}

/** What a Service of its type may not have: ports of nodes, or no address. Source: validation of Kubernetes, `ValidateService`. */
function ofOtherTypes(object: CheckedObject, type: JsonValue, ports: readonly Match[]): Found[] {
  if (type === 'ClusterIP') {
    return ports.flatMap(({ value, path }): Found[] => {
      const nodePort = isJsonObject(value) ? (value.nodePort ?? 0) : 0;
      const message = 'is allowed only where type is NodePort or LoadBalancer';
      return nodePort === 0 ? [] : [{ ...base(object), path: [...path, 'nodePort'], message, got: nodePort }];
    });
  }
  if (type !== 'NodePort' && type !== 'LoadBalancer') return [];
  return textMatches(object.object, 'spec.clusterIP')
    .filter(({ value }) => value === 'None')
    .map(({ value, path }) => ({ ...base(object), path, message: `is not allowed where type is ${type}`, got: value }));
}

/** Names and numbers that two ports of a Service have. */
function repeated(object: CheckedObject, ports: readonly Match[]): Found[] {
  const [names, numbers] = [new Set<string>(), new Set<string>()];
  return ports.flatMap(({ value, path }): Found[] => {
    if (!isJsonObject(value)) return [];
    const { port = null, name, protocol } = value;
    const key = JSON.stringify([port, protocol ?? 'TCP']);
    const found: Found[] = [];
    if (typeof name === 'string' && names.has(name)) {
      found.push({ ...base(object), path: [...path, 'name'], message: 'is the name of another port too', got: name });
    }
    if (numbers.has(key))
      found.push({ ...base(object), path: [...path, 'port'], message: 'is another port too', got: port });
    if (typeof name === 'string') names.add(name);
    numbers.add(key);
    return found;
  });
}

function base(at: CheckedObject): Pick<Found, 'rule' | 'severity' | 'at' | 'fix'> {
  return { rule: 'invalid-value', severity: 'error', at, fix: FIX };
}

function ingresses(object: CheckedObject): Found[] {
  if (object.kind !== 'Ingress' || object.group !== 'networking.k8s.io') return [];
  const base = { rule: 'invalid-value', severity: 'error', at: object, fix: FIX } as const;
  const hosts = textMatches(object.object, 'spec.rules[].host').flatMap(({ path, value }): Found[] => {
    if (isDnsSubdomain(value.replace(/^\*\./, '')) && !/^\d+(?:\.\d+){3}$/.test(value)) return [];
    return [
      {
        ...base,
        path,
        message: 'is not the name of a host',
        got: value,
        allowed: 'a DNS name, also with *. before it',
      },
    ];
  });
  const paths = matches(object.object, 'spec.rules[].http.paths[]').flatMap(({ path, value }): Found[] => {
    if (!isJsonObject(value)) return [];
    const { pathType, path: own, backend } = value;
    // A controller that gives the type its meaning needs no path.
    const isLeftOut = pathType === 'ImplementationSpecific' && (own ?? '') === '';
    const isKnown = ['Exact', 'Prefix', 'ImplementationSpecific'].includes(textOf(pathType));
    const wrong = isKnown && !isLeftOut && !textOf(own).startsWith('/');
    const service = isJsonObject(backend) ? backend.service : undefined;
    const noPort = isJsonObject(service) && !isJsonObject(service.port);
    return [
      ...(wrong ? [{ ...base, path: [...path, 'path'], message: 'must begin with /', got: own ?? null } as Found] : []),
      ...(noPort
        ? [
            {
              ...base,
              rule: 'missing-field',
              path: [...path, 'backend', 'service', 'port'],
              message: 'is required and missing',
            } as Found,
          ]
        : []),
    ];
  });
  const { spec } = object.object;
  const isEmpty = isJsonObject(spec) && listAt(spec, 'rules').length === 0 && (spec.defaultBackend ?? null) === null;
  const none = {
    ...base,
    rule: 'missing-field',
    path: ['spec', 'rules'],
    message: 'is missing, and so is defaultBackend',
  } as const;
  return [...hosts, ...paths, ...(isEmpty ? [none] : [])];
}

function dataKeys(object: CheckedObject): Found[] {
  if (object.group !== '' || !['ConfigMap', 'Secret'].includes(object.kind)) return [];
  const seen = new Set<string>();
  return ['data', 'binaryData', 'stringData'].flatMap((field) =>
    matches(object.object, `${field}.{}`).flatMap(({ path }): Found[] => {
      const key = String(path[1]);
      const base = { rule: 'invalid-name', severity: 'error', at: object, path, got: key, fix: FIX } as const;
      const isDouble = field === 'binaryData' && seen.has(key);
      seen.add(key);
      if (!isDataKey(key)) return [{ ...base, message: 'is not a valid key', allowed: 'letters, digits, -, _ and .' }];
      return isDouble ? [{ ...base, message: 'is a key of data too' }] : [];
    }),
  );
}

const FIELD =
  /^(?:\*|\?|[0-9A-Za-z]+(?:-[0-9A-Za-z]+)?)(?:\/[1-9]\d*)?(?:,(?:\*|[0-9A-Za-z]+(?:-[0-9A-Za-z]+)?)(?:\/[1-9]\d*)?)*$/;
const RANGES: ReadonlyArray<readonly [number, number]> = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
];

/** Schedules of CronJobs. Source: github.com/robfig/cron v3, ParseStandard. */
function schedules(object: CheckedObject): Found[] {
  if (object.kind !== 'CronJob' || object.group !== 'batch') return [];
  return textMatches(object.object, 'spec.schedule').flatMap(({ path, value }): Found[] => {
    if (isSchedule(value)) return [];
    const allowed = 'five fields: minute, hour, day of month, month, day of week; or @hourly, @every 1h and the like';
    return [
      {
        rule: 'invalid-value',
        severity: 'error',
        at: object,
        path,
        message: 'is not a schedule',
        got: value,
        allowed,
        fix: FIX,
      },
    ];
  });
}

function isSchedule(text: string): boolean {
  const plain = text.replace(/^(?:TZ|CRON_TZ)=\S+\s+/, '').trim();
  if (/^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly)$/.test(plain)) return true;
  if (/^@every \d[\dhmsun.µ]*$/.test(plain)) return true;
  const fields = plain.split(/\s+/);
  return (
    fields.length === 5 && fields.every((field, index) => FIELD.test(field) && inRange(field, RANGES[index] ?? [0, 59]))
  );
}

function inRange(field: string, [min, max]: readonly [number, number]): boolean {
  return field.split(',').every((part) => {
    const numbers = (part.split('/')[0] ?? '')
      .split('-')
      .filter((each) => /^\d+$/.test(each))
      .map(Number);
    return (
      numbers.every((each) => each >= min && each <= max) &&
      (numbers.length < 2 || (numbers[0] ?? 0) <= (numbers[1] ?? 0))
    );
  });
}

function autoscalers(object: CheckedObject): Found[] {
  const { spec } = object.object;
  if (object.kind !== 'HorizontalPodAutoscaler' || object.group !== 'autoscaling' || !isJsonObject(spec)) return [];
  const { minReplicas = 1, maxReplicas } = spec;
  if (typeof minReplicas !== 'number' || typeof maxReplicas !== 'number' || maxReplicas >= minReplicas) return [];
  const base = {
    rule: 'invalid-value',
    severity: 'error',
    at: object,
    path: ['spec', 'maxReplicas'],
    fix: FIX,
  } as const;
  return [{ ...base, message: 'is less than minReplicas', got: maxReplicas, allowed: `at least ${minReplicas}` }];
}
