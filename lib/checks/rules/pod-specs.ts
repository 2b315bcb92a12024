import type { JsonObject, JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { listAt } from '../../connectivity/manifest';
import type { CheckedObject } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import type { Path } from '../../values/path';
import { nativePodTemplateOf, type PodTemplate } from '../pods';
import { CONTAINER_LISTS } from '../../values/container-lists';
import type { Match } from '../walk';
import { matches, textMatches } from '../walk';
import { amountOf, isComputeResource, isPortName } from './forms';
import { dnsLabelProblem } from './metadata';
import { FIX } from './refused';

/** Restart policies that the controllers of these kinds take. Source: validation of Kubernetes, core, apps and batch. */
const RESTART: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['Always'],
  StatefulSet: ['Always'],
  DaemonSet: ['Always'],
  ReplicaSet: ['Always'],
  ReplicationController: ['Always'],
  Job: ['OnFailure', 'Never'],
  CronJob: ['OnFailure', 'Never'],
};

/** What the API server refuses in pods beyond their schema. Source: validation of Kubernetes, `pkg/apis/core/validation`. */
export function podSpecFindings({ inventory }: CheckContext): Found[] {
  return inventory.objects.flatMap((object) => {
    const template = nativePodTemplateOf(object);
    if (template === undefined) return [];
    return [
      ...containers(object, template),
      ...volumes(object, template),
      ...restartPolicy(object, template),
      ...resources(object, template),
    ];
  });
}

function containersIn({ spec, path }: PodTemplate): Match[] {
  return CONTAINER_LISTS.flatMap((list) => matches(spec, `${list}[]`, [...path, 'spec']));
}

function containers(object: CheckedObject, template: PodTemplate): Found[] {
  const seen = new Map<string, Path>();
  const base = { severity: 'error', at: object, fix: FIX } as const;
  const own = containersIn(template).flatMap(({ value, path }): Found[] => {
    if (!isJsonObject(value)) return [];
    const { name, image } = value;
    const found = typeof name === 'string' ? dnsLabelProblem(object, [...path, 'name'], name) : [];
    if (typeof name === 'string') {
      if (seen.has(name))
        found.push({
          ...base,
          rule: 'invalid-value',
          path: [...path, 'name'],
          message: 'is the name of another container too',
          got: name,
        });
      seen.set(name, path);
    }
    if ((image ?? '') === '')
      found.push({ ...base, rule: 'missing-field', path: [...path, 'image'], message: 'is required and missing' });
    return [
      ...found,
      ...ports(object, value, path),
      ...environment(object, value, path),
      ...probes(object, value, path),
    ];
  });
  const none = listAt(template.spec, 'containers').length === 0 && Array.isArray(template.spec.containers);
  const path = [...template.path, 'spec', 'containers'];
  return none
    ? [...own, { ...base, rule: 'missing-field', path, message: 'is empty', allowed: 'at least one container' }]
    : own;
}

const PORT_NAME = 'a port name: up to 15 characters of a-z, 0-9 and -, with at least one letter';

function ports(object: CheckedObject, container: JsonObject, path: Path): Found[] {
  const names = new Set<string>();
  return matches(container, 'ports[]', path).flatMap(({ value, path: at }): Found[] => {
    if (!isJsonObject(value)) return [];
    const found = [
      ...portNumber(object, value.containerPort, [...at, 'containerPort']),
      ...(value.hostPort === 0 ? [] : portNumber(object, value.hostPort, [...at, 'hostPort'])),
    ];
    if (typeof value.name !== 'string' || value.name === '') return found;
    const base = { severity: 'error', at: object, path: [...at, 'name'], got: value.name, fix: FIX } as const;
    if (!isPortName(value.name))
      found.push({ ...base, rule: 'invalid-name', message: 'is not a valid name of a port', allowed: PORT_NAME });
    if (names.has(value.name))
      found.push({ ...base, rule: 'invalid-value', message: 'is the name of another port too' });
    names.add(value.name);
    return found;
  });
}

/** A number that a port cannot have. */
export function portNumber(object: CheckedObject, value: JsonValue | undefined, path: Path): Found[] {
  if (typeof value !== 'number' || (Number.isInteger(value) && value >= 1 && value <= 65535)) return [];
  const base = { rule: 'invalid-value', severity: 'error', at: object, path, fix: FIX } as const;
  return [{ ...base, message: 'is not a port', got: value, allowed: '1 to 65535' }];
}

const HANDLERS = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle.postStart', 'lifecycle.preStop'];

/** Names of ports that the container does not have. */
function probes(object: CheckedObject, container: JsonObject, path: Path): Found[] {
  const names = new Set(textMatches(container, 'ports[].name').map(({ value }) => value));
  return HANDLERS.flatMap((handler) =>
    ['httpGet.port', 'tcpSocket.port'].flatMap((field) =>
      textMatches(container, `${handler}.${field}`, path).flatMap(({ path: at, value }): Found[] => {
        if (names.has(value) || !isPortName(value)) return [];
        const message = `refers to the port ${value}, which the container does not have`;
        const allowed = names.size > 0 ? { allowed: [...names].join(', ') } : {};
        const base = { rule: 'dangling-reference', severity: 'error', at: object, path: at, got: value } as const;
        return [{ ...base, message, ...allowed, fix: 'correct the one or the other' }];
      }),
    ),
  );
}

function environment(object: CheckedObject, container: JsonObject, path: Path): Found[] {
  const base = { severity: 'error', at: object, fix: FIX } as const;
  return matches(container, 'env[]', path).flatMap(({ value, path: at }): Found[] => {
    if (!isJsonObject(value)) return [];
    const isBoth = typeof value.value === 'string' && value.value !== '' && (value.valueFrom ?? null) !== null;
    if (!isBoth) return [];
    return [
      { ...base, rule: 'invalid-value', path: [...at, 'valueFrom'], message: 'excludes value, which is set too' },
    ];
  });
}

/** Mounts of volumes that the pod does not have, and volumes of one name. */
function volumes(object: CheckedObject, template: PodTemplate): Found[] {
  const base = [...template.path, 'spec'];
  const own = textMatches(template.spec, 'volumes[].name', base);
  const claims =
    object.kind === 'StatefulSet' ? textMatches(object.object, 'spec.volumeClaimTemplates[].metadata.name') : [];
  const names = new Set([...own, ...claims].map(({ value }) => value));
  const mounts = CONTAINER_LISTS.flatMap((list) =>
    ['volumeMounts[].name', 'volumeDevices[].name'].flatMap((field) =>
      textMatches(template.spec, `${list}[].${field}`, base),
    ),
  );
  const missing = mounts.filter(({ value }) => !names.has(value));
  return [
    ...own.flatMap(({ path, value }) => dnsLabelProblem(object, path, value)),
    ...missing.map(({ path, value }): Found => ({
      rule: 'dangling-reference',
      severity: 'error',
      at: object,
      path,
      got: value,
      message: `refers to the volume ${value}, which the pod does not have`,
      ...(names.size > 0 && { allowed: [...names].join(', ') }),
      fix: FIX,
    })),
    ...mountPaths(object, template),
  ];
}

function mountPaths(object: CheckedObject, template: PodTemplate): Found[] {
  return containersIn(template).flatMap(({ value: container, path }) => {
    const seen = new Set<string>();
    return textMatches(container, 'volumeMounts[].mountPath', path).flatMap(({ path: at, value }): Found[] => {
      const isDouble = seen.has(value);
      seen.add(value);
      if (!isDouble) return [];
      return [
        {
          rule: 'invalid-value',
          severity: 'error',
          at: object,
          path: at,
          message: 'is the path of another mount too',
          got: value,
          fix: FIX,
        },
      ];
    });
  });
}

function restartPolicy(object: CheckedObject, { spec, path }: PodTemplate): Found[] {
  const allowed = RESTART[object.kind];
  if (allowed === undefined) return [];
  const { restartPolicy: got } = spec;
  const isDefault = got === undefined || got === null || got === '';
  if (isDefault ? allowed.includes('Always') : typeof got !== 'string' || allowed.includes(got)) return [];
  const base = {
    severity: 'error',
    at: object,
    path: [...path, 'spec', 'restartPolicy'],
    allowed: allowed.join(', '),
    fix: FIX,
  } as const;
  return isDefault
    ? [{ ...base, rule: 'missing-field', message: `is required in a ${object.kind}: the default is Always` }]
    : [{ ...base, rule: 'invalid-value', message: `is not allowed in a ${object.kind}`, got }];
}

/** Requests beyond the limits, and resources that do not exist. */
function resources(object: CheckedObject, template: PodTemplate): Found[] {
  const unknown = containersIn(template).flatMap(({ value: container, path }) =>
    ['resources.requests.{}', 'resources.limits.{}'].flatMap((pattern) =>
      matches(container, pattern, path).flatMap(({ path: at }): Found[] => {
        const name = String(at[at.length - 1]);
        if (isComputeResource(name)) return [];
        const base = { rule: 'invalid-value', severity: 'error', at: object, path: at, fix: FIX } as const;
        return [
          {
            ...base,
            message: 'is not a resource',
            got: name,
            allowed: 'cpu, memory, ephemeral-storage, hugepages-*, or a name with a domain',
          },
        ];
      }),
    ),
  );
  return [...unknown, ...requests(object, template)];
}

function requests(object: CheckedObject, template: PodTemplate): Found[] {
  return containersIn(template).flatMap(({ value: container, path }) =>
    matches(container, 'resources.requests.{}', path).flatMap(({ path: at, value }): Found[] => {
      const name = String(at[at.length - 1]);
      const limits =
        isJsonObject(container) && isJsonObject(container.resources) ? container.resources.limits : undefined;
      const limit = isJsonObject(limits) ? limits[name] : undefined;
      const [wanted, most] = [amountOf(value), amountOf(limit)];
      if (wanted === undefined || most === undefined || wanted <= most) return [];
      const message = 'is more than the limit';
      return [
        {
          rule: 'invalid-value',
          severity: 'error',
          at: object,
          path: at,
          message,
          got: value,
          allowed: `at most ${JSON.stringify(limit)}`,
          fix: FIX,
        },
      ];
    }),
  );
}
