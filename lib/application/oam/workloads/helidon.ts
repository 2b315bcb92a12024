import { OAM_LABEL, RESTART_VERSION } from '../names';
import {
  annotationsOf,
  copyOf,
  fieldsAt,
  filledUp,
  itemsAt,
  labelsOf,
  nameOf,
  namespaceOf,
  numberAt,
  textAt,
  textsAt,
  unlessEmpty,
  valueAt,
  type Fields,
  type KubeObject,
  type Metadata,
} from '../object';
import { canonicalPodSpec } from '../quantity';
import { metricsAnnotations, metricsDefaults } from '../traits/metrics-endpoints';
import { hasTrait, traitOf, workloadUid, type Translation } from '../translation';
import type { AppliedComponent } from '../apply';
import { doubledKey, doubledServicePort, portlessService } from './server-rules';

const UID_LABEL = 'verrazzanohelidonworkloads.oam.verrazzano.io';

/**
 * What release 1.7.2 makes of a VerrazzanoHelidonWorkload: a Deployment and a Service. Source: application-operator,
 * helidonworkload_controller.go.
 * @param component - the component
 * @param translation - what is worked on
 */
export function translateHelidon(component: AppliedComponent, translation: Translation): KubeObject[] {
  const { workload } = component;
  const { state, findings, corrected } = translation;
  const template = fieldsAt(workload, 'spec', 'deploymentTemplate');
  const name = textAt(template, 'metadata', 'name') ?? '';
  if (name === '') {
    const fix = 'name the Deployment in spec.deploymentTemplate.metadata.name';
    findings.add('error', workload, { what: 'has no name for its Deployment', fix });
    return [];
  }
  const metrics = traitOf(component, 'MetricsTrait');
  if (!component.isNamed || (metrics === undefined && hasTrait(component, 'MetricsTrait'))) {
    findings.add('error', workload, waiting(component));
    return [];
  }
  const uid = workloadUid(state, workload, UID_LABEL, name);
  const deployment = deploymentOf(workload, name, uid, metrics);
  const spec = fieldsAt(deployment, 'spec', 'template', 'spec');
  const refused = doubledKey(spec) ?? (itemsAt(spec, 'containers').length === 0 ? 'no containers' : undefined);
  if (refused !== undefined) {
    const what = 'yields a Deployment that the API server refuses';
    findings.add('error', workload, { what, got: refused, fix: 'correct spec.deploymentTemplate.podSpec' });
    return [];
  }
  state.write(deployment);
  const service = serviceOf(workload, deployment, uid, corrected);
  const problem = serviceProblem(service, workload);
  if (problem !== undefined) {
    findings.add('error', workload, problem);
    return [deployment];
  }
  state.write(service);
  const restart = annotationsOf(workload)[RESTART_VERSION] ?? '';
  if (restart !== '' && isFoundByLabels(deployment, workload)) {
    setRestart(deployment, restart);
    state.write(deployment);
  }
  return [deployment, service];
}

/** Why a workload controller of Verrazzano makes nothing: it does not find its component or a trait of it. */
export function waiting({ isNamed }: AppliedComponent): { what: string; fix: string } {
  return isNamed
    ? { what: 'waits for a trait that was not applied', fix: 'see the other problems of the component' }
    : {
        what: 'is not found by its controller, which looks for componentName',
        fix: 'name the component by componentName',
      };
}

/** Deployments are restarted by the labels of OAM, which a template may replace. */
function isFoundByLabels(deployment: KubeObject, workload: KubeObject): boolean {
  const [own, wanted] = [labelsOf(deployment), labelsOf(workload)];
  return [OAM_LABEL.app, OAM_LABEL.component].every((key) => own[key] === wanted[key]);
}

function setRestart(deployment: KubeObject, version: string): void {
  const metadata = fieldsAt(deployment, 'spec', 'template', 'metadata');
  metadata.annotations = { ...textsAt(metadata, 'annotations'), [RESTART_VERSION]: version };
}

function deploymentOf(workload: KubeObject, name: string, uid: string, metrics: KubeObject | undefined): KubeObject {
  const template = fieldsAt(workload, 'spec', 'deploymentTemplate');
  const matchLabels = { ...textsAt(template, 'selector', 'matchLabels'), [UID_LABEL]: uid };
  const expressions = valueAt(template, 'selector', 'matchExpressions');
  const strategy = unlessEmpty(fieldsAt(template, 'strategy'));
  const defaults = metricsDefaults(workload);
  const annotations =
    metrics === undefined || defaults === undefined
      ? undefined
      : unlessEmpty(metricsAnnotations(metrics, defaults, {}));
  const own = unlessEmpty(filledUp(textsAt(template, 'metadata', 'annotations'), annotationsOf(workload)));
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name,
      namespace: namespaceOf(workload),
      labels: filledUp(textsAt(template, 'metadata', 'labels'), labelsOf(workload)),
      ...(own !== undefined && { annotations: own }),
    },
    spec: {
      selector: { matchLabels, ...(expressions !== undefined && { matchExpressions: copyOf(expressions) }) },
      ...(strategy !== undefined && { strategy: copyOf(strategy) }),
      template: {
        metadata: {
          labels: filledUp(matchLabels, labelsOf(workload)),
          ...(annotations !== undefined && { annotations }),
        },
        spec: podSpecOf(template),
      },
    },
  };
}

function podSpecOf(template: Fields): Fields {
  const spec = copyOf(fieldsAt(template, 'podSpec'));
  canonicalPodSpec(spec);
  return spec;
}

function serviceOf(workload: KubeObject, deployment: KubeObject, uid: string, corrected: boolean): KubeObject {
  const template = fieldsAt(workload, 'spec', 'serviceTemplate');
  const metadata = copyOf(fieldsAt(template, 'metadata')) as Metadata;
  const spec = copyOf(fieldsAt(template, 'serviceSpec'));
  const labels = labelsOf(deployment);
  const or = (value: string | undefined, other: string): string =>
    value === undefined || value === '' ? other : value;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      ...metadata,
      name: or(metadata.name, nameOf(deployment)),
      namespace: or(metadata.namespace, namespaceOf(deployment)),
      labels: {
        ...metadata.labels,
        [UID_LABEL]: uid,
        [OAM_LABEL.app]: labels[OAM_LABEL.app] ?? '',
        [OAM_LABEL.component]: labels[OAM_LABEL.component] ?? '',
      },
    },
    spec: {
      ...spec,
      selector: spec.selector ?? copyOf(fieldsAt(deployment, 'spec', 'selector', 'matchLabels')),
      type: or(textAt(spec, 'type'), 'ClusterIP'),
      ports: spec.ports ?? portsOf(fieldsAt(deployment, 'spec', 'template', 'spec'), corrected),
    },
  };
}

/** How the names of ports begin by which Istio knows their protocol. */
const PROTOCOL = /^(https|http2|http|grpc-web|grpc)(?:-|$)/;

/**
 * A port of the Service for each port of each container; their names are not those of the containers' ports. Where mistakes are
 * corrected, the protocol that these tell Istio is not lost.
 */
function portsOf(spec: Fields, corrected: boolean): Fields[] {
  return itemsAt(spec, 'containers').flatMap((container) =>
    itemsAt(container, 'ports').map((port) => {
      const number = numberAt(port, 'containerPort') ?? 0;
      const protocol = textAt(port, 'protocol') ?? '';
      const application = corrected ? PROTOCOL.exec(textAt(port, 'name') ?? '')?.[1] : undefined;
      return {
        name: `${textAt(container, 'name') ?? ''}-${number}`.toLowerCase(),
        port: number,
        targetPort: number,
        protocol: protocol === '' ? 'TCP' : protocol,
        ...(application !== undefined && { appProtocol: application }),
      };
    }),
  );
}

function serviceProblem(
  service: KubeObject,
  workload: KubeObject,
): { what: string; got: string; fix: string } | undefined {
  if (namespaceOf(service) !== namespaceOf(workload)) {
    return {
      what: 'yields no Service, since its owner is in another namespace',
      got: namespaceOf(service),
      fix: 'leave spec.serviceTemplate.metadata.namespace out',
    };
  }
  const doubled = doubledServicePort(fieldsAt(service, 'spec'));
  if (doubled !== undefined) {
    const what = 'yields a Service that the API server refuses; there is none';
    return { what, got: doubled, fix: 'give the ports in spec.serviceTemplate.serviceSpec' };
  }
  const isWithoutAddress =
    textAt(service, 'spec', 'clusterIP') === 'None' || textAt(service, 'spec', 'type') === 'ExternalName';
  if (itemsAt(service, 'spec', 'ports').length > 0 || isWithoutAddress) return undefined;
  return { got: '', ...portlessService('any container') };
}
