import { fnv1a } from '../hash';
import { OAM_LABEL, RESTART_VERSION } from '../names';
import {
  annotationsOf,
  copyOf,
  fieldsAt,
  filledUp,
  itemsAt,
  labelsOf,
  listAt,
  nameOf,
  namespaceOf,
  numberAt,
  textAt,
  unlessEmpty,
  valueAt,
  type Fields,
  type KubeObject,
  type Value,
} from '../object';
import { storedQuantity } from '../quantity';
import { workloadUid, type Translation } from '../translation';
import { doubledKey, portlessService } from './server-rules';

const UID_LABEL = 'containerizedworkload.oam.crossplane.io';

/**
 * What the OAM runtime makes of a ContainerizedWorkload: a Deployment, a Service, and a ConfigMap for each configuration file.
 * Source: oam-kubernetes-runtime, containerizedworkload/translate.go.
 * @param workload - the workload object
 * @param translation - what is worked on
 */
export function translateContainerized(workload: KubeObject, translation: Translation): KubeObject[] {
  const { state, findings, corrected } = translation;
  const [name, namespace] = [nameOf(workload), namespaceOf(workload)];
  const selector = { [UID_LABEL]: workloadUid(state, workload, UID_LABEL, name) };
  const deployment = deploymentOf(workload, selector);
  const template = fieldsAt(deployment, 'spec', 'template', 'spec');
  const doubled = doubledKey(template);
  const containers = itemsAt(template, 'containers');
  if (doubled !== undefined || containers.length === 0) {
    const what = 'yields a Deployment that the API server refuses';
    const got = doubled ?? 'no containers';
    findings.add('error', workload, { what, got, fix: 'let each mount path and pull secret occur once' });
    return [];
  }
  state.write(deployment);
  const children = [deployment];
  const port = itemsAt(containers[0], 'ports')[0];
  if (port === undefined) findings.add('error', workload, portlessService('the first container'));
  else children.push(serviceOf(workload, selector, port, corrected ? 'ClusterIP' : 'NodePort'));
  for (const configMap of configMapsOf(workload)) state.write(configMap);
  for (const each of children)
    if (each.kind === 'Service') state.write({ ...each, metadata: { ...each.metadata, namespace } });
  return children;
}

function deploymentOf(workload: KubeObject, selector: Record<string, string>): KubeObject {
  const spec = fieldsAt(workload, 'spec');
  const containers = itemsAt(spec, 'containers');
  const [os, arch] = [textAt(spec, 'osType'), textAt(spec, 'arch')];
  const pullSecrets = containers.flatMap((each) => textAt(each, 'imagePullSecret') ?? []).map((name) => ({ name }));
  const volumes = containers.flatMap((each) => itemsAt(each, 'config').map((file) => volumeOf(file, workload, each)));
  const nodeSelector = {
    ...(os !== undefined && { 'beta.kubernetes.io/os': os }),
    ...(arch !== undefined && { 'kubernetes.io/arch': arch }),
  };
  const restart = annotationsOf(workload)[RESTART_VERSION];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadataOf(workload, nameOf(workload)),
    spec: {
      selector: { matchLabels: { ...selector } },
      template: {
        metadata: {
          labels: filledUp(selector, labelsOf(workload)),
          ...(restart !== undefined && restart !== '' && { annotations: { [RESTART_VERSION]: restart } }),
        },
        spec: {
          ...(Object.keys(nodeSelector).length > 0 && { nodeSelector }),
          ...(pullSecrets.length > 0 && { imagePullSecrets: pullSecrets }),
          containers: containers.map((each) => containerOf(each, workload)),
          ...(volumes.length > 0 && { volumes }),
        },
      },
    },
  };
}

function metadataOf(workload: KubeObject, name: string): KubeObject['metadata'] {
  const annotations = unlessEmpty(annotationsOf(workload));
  return {
    name,
    namespace: namespaceOf(workload),
    labels: labelsOf(workload),
    ...(annotations !== undefined && { annotations }),
  };
}

function containerOf(container: Fields, workload: KubeObject): Fields {
  const ports = itemsAt(container, 'ports').map((port) => ({
    name: textAt(port, 'name'),
    containerPort: numberAt(port, 'containerPort'),
    protocol: textAt(port, 'protocol') ?? 'TCP',
  }));
  const env = itemsAt(container, 'env').flatMap(variableOf);
  const mounts = [
    ...itemsAt(container, 'resources', 'volumes').map((volume) => ({
      name: textAt(volume, 'name'),
      mountPath: textAt(volume, 'mountPath'),
      ...(volume.accessMode === 'RO' && { readOnly: true }),
    })),
    ...itemsAt(container, 'config').map((file) => mountOf(file, workload, container)),
  ];
  const lists = {
    command: listAt(container, 'command'),
    args: listAt(container, 'args'),
    ports,
    env,
    volumeMounts: mounts,
  };
  const filled = Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0));
  const resources = valueAt(container, 'resources');
  const required = (kind: string): Value => storedQuantity(valueAt(resources, kind, 'required') ?? '0');
  return {
    name: textAt(container, 'name'),
    image: textAt(container, 'image'),
    ...filled,
    ...(resources !== undefined && { resources: { requests: { cpu: required('cpu'), memory: required('memory') } } }),
    ...probe(container, 'livenessProbe'),
    ...probe(container, 'readinessProbe'),
  };
}

/** A value wins over a Secret; a variable with neither is dropped. */
function variableOf(variable: Fields): Fields[] {
  const [name, value] = [textAt(variable, 'name'), textAt(variable, 'value')];
  if (value !== undefined) return [value === '' ? { name } : { name, value }];
  const secret = valueAt(variable, 'fromSecret');
  if (secret === undefined) return [];
  return [{ name, valueFrom: { secretKeyRef: { name: textAt(secret, 'name'), key: textAt(secret, 'key') } } }];
}

const PROBE_NUMBERS = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
];

function probe(container: Fields, name: string): Fields {
  const given = valueAt(container, name);
  if (given === undefined) return {};
  const numbers = PROBE_NUMBERS.map((key) => [key, numberAt(given, key)]).filter(
    ([, value]) => value !== undefined && value !== 0,
  );
  const [http, exec, tcp] = [valueAt(given, 'httpGet'), valueAt(given, 'exec'), valueAt(given, 'tcpSocket')];
  const headers = itemsAt(http, 'httpHeaders').map((each) => ({
    name: textAt(each, 'name'),
    value: textAt(each, 'value'),
  }));
  return {
    [name]: {
      ...(Object.fromEntries(numbers) as Fields),
      ...(http !== undefined && {
        httpGet: {
          path: textAt(http, 'path'),
          port: numberAt(http, 'port'),
          ...(headers.length > 0 && { httpHeaders: headers }),
        },
      }),
      ...(exec !== undefined && { exec: { command: copyOf(listAt(exec, 'command')) } }),
      ...(tcp !== undefined && { tcpSocket: { port: numberAt(tcp, 'port') } }),
    },
  };
}

/** The directory and the name of a path, as Go splits it. */
function splitPath(path: string): { readonly directory: string; readonly file: string } {
  const at = path.lastIndexOf('/') + 1;
  return { directory: path.slice(0, at), file: path.slice(at) };
}

function configMapName(file: Fields, workload: KubeObject, container: Fields): string {
  return `${nameOf(workload)}-${textAt(container, 'name') ?? ''}-${fnv1a(textAt(file, 'path') ?? '')}`;
}

function volumeOf(file: Fields, workload: KubeObject, container: Fields): Fields {
  if (textAt(file, 'value') !== undefined) {
    const name = configMapName(file, workload, container);
    return { name, configMap: { name } };
  }
  const [name, key] = [textAt(file, 'fromSecret', 'name'), textAt(file, 'fromSecret', 'key')];
  return { name, secret: { secretName: name, items: [{ key, path: key }] } };
}

function mountOf(file: Fields, workload: KubeObject, container: Fields): Fields {
  const path = textAt(file, 'path') ?? '';
  if (textAt(file, 'value') === undefined) return { name: textAt(file, 'fromSecret', 'name'), mountPath: path };
  return { name: configMapName(file, workload, container), mountPath: splitPath(path).directory };
}

function configMapsOf(workload: KubeObject): KubeObject[] {
  return itemsAt(workload, 'spec', 'containers').flatMap((container) =>
    itemsAt(container, 'config').flatMap((file): KubeObject[] => {
      const value = textAt(file, 'value');
      if (value === undefined) return [];
      return [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: metadataOf(workload, configMapName(file, workload, container)),
          data: { [splitPath(textAt(file, 'path') ?? '').file]: value },
        },
      ];
    }),
  );
}

function serviceOf(
  workload: KubeObject,
  selector: Record<string, string>,
  port: Fields,
  type: 'ClusterIP' | 'NodePort',
): KubeObject {
  const labels = labelsOf(workload);
  const number = numberAt(port, 'containerPort');
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: nameOf(workload),
      namespace: namespaceOf(workload),
      labels: {
        ...selector,
        [OAM_LABEL.app]: labels[OAM_LABEL.app] ?? '',
        [OAM_LABEL.component]: labels[OAM_LABEL.component] ?? '',
      },
    },
    spec: {
      type,
      selector: { ...selector },
      ports: [{ name: nameOf(workload), port: number, targetPort: number, protocol: 'TCP' }],
    },
  };
}
