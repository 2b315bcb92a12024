import { INJECT } from '../../values/injection-labels';
import { isOfApplication } from './cluster-state';
import { isInMesh } from './environment';
import { fieldsAt, groupOf, itemsAt, labelsOf, listAt, nameOf, namespaceOf, textsAt, type KubeObject } from './object';
import { podTemplate } from './pods';
import type { TranslatedComponent, Translation } from './translation';
import { NAMESPACE_LABEL } from '../../definition/namespaces';

/** Label of pods and policies of an application in the mesh. */
const ISTIO_APP = 'verrazzano.io/istio';

/** Namespaces whose pods are left alone, by the value of their label `verrazzano.io/namespace`. */
const LEFT_ALONE: readonly string[] = ['verrazzano-system', 'kube-system', 'verrazzano-monitoring'];

/** Who may call every application: the ingress gateway, and the two accounts of Prometheus. */
const CALLERS: readonly string[] = [
  'cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account',
  'cluster.local/ns/verrazzano-system/sa/verrazzano-monitoring-operator',
  'cluster.local/ns/verrazzano-monitoring/sa/prometheus-operator-kube-p-prometheus',
];

const WEBLOGIC_OPERATOR = 'cluster.local/ns/verrazzano-system/sa/weblogic-operator-sa';

/**
 * What admission of release 1.7.2 does to pods of applications in the mesh, put into their templates: a service account named after the
 * application, and an AuthorizationPolicy. Source: application-operator, istio_defaulter.go.
 * @param component - the component
 * @param translation - what is worked on
 * @returns whether there are such pods
 */
export function admitPods(
  { application, workload, children, hasWorkload }: TranslatedComponent,
  translation: Translation,
): boolean {
  const { state } = translation;
  const namespace = namespaceOf(application);
  if (!hasWorkload || !isInMesh(state, namespace) || isLeftAlone(translation, namespace)) return false;
  let isAdmitted = false;
  for (const each of children.length > 0 ? children : [workload]) {
    const object = state.get(groupOf(each.apiVersion), each.kind, namespaceOf(each), nameOf(each));
    const template = object === undefined ? undefined : podTemplate(object);
    if (object === undefined || template === undefined) continue;
    if (template.annotations[INJECT] === 'false') continue;
    const app = nameOf(application);
    const isDefault = template.serviceAccount === '' || template.serviceAccount === 'default';
    const serviceAccountName = isDefault ? app : template.serviceAccount;
    if (isDefault) state.writeIfAbsent(serviceAccount(app, namespace));
    const isWebLogic = template.labels['verrazzano.io/workload-type'] === 'weblogic';
    allow(app, namespace, serviceAccountName, isWebLogic, translation);
    template.set({ labels: { ...template.labels, [ISTIO_APP]: app }, serviceAccountName });
    state.write(object);
    isAdmitted = true;
  }
  return isAdmitted;
}

function isLeftAlone({ state }: Translation, namespace: string): boolean {
  const found = state.get('', 'Namespace', '', namespace);
  return found !== undefined && LEFT_ALONE.includes(labelsOf(found)[NAMESPACE_LABEL] ?? '');
}

function serviceAccount(name: string, namespace: string): KubeObject {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace, labels: { [ISTIO_APP]: name } } };
}

/** The policy of the application, with the account of these pods. Nothing is taken out of one that is there. */
function allow(app: string, namespace: string, account: string, isWebLogic: boolean, { state }: Translation): void {
  const own = `cluster.local/ns/${namespace}/sa/${account}`;
  const there = state.get('security.istio.io', 'AuthorizationPolicy', namespace, app);
  const more = isWebLogic ? [own, WEBLOGIC_OPERATOR] : [own];
  const before = there === undefined ? [own, ...CALLERS] : principalsOf(there);
  const principals = [...new Set([...before, ...more])];
  const policy = there ?? {
    apiVersion: 'security.istio.io/v1beta1',
    kind: 'AuthorizationPolicy',
    metadata: { name: app, namespace, labels: { [ISTIO_APP]: app } },
    spec: { selector: { matchLabels: { [ISTIO_APP]: app } } },
  };
  const changed = withPrincipals(policy, principals);
  if (there === undefined) state.write(changed);
  else state.writeIfChanged(changed);
}

function principalsOf(policy: KubeObject): string[] {
  const [rule] = itemsAt(policy, 'spec', 'rules');
  const [from] = itemsAt(rule, 'from');
  return listAt(from, 'source', 'principals').filter((each) => typeof each === 'string');
}

/** The first source of the first rule is the one that release 1.7.2 keeps. */
function withPrincipals(policy: KubeObject, principals: string[]): KubeObject {
  const [rule, ...rules] = itemsAt(policy, 'spec', 'rules');
  const [from, ...others] = itemsAt(rule, 'from');
  const source = { ...fieldsAt(from, 'source'), principals };
  return {
    ...policy,
    spec: { ...fieldsAt(policy, 'spec'), rules: [{ ...rule, from: [{ ...from, source }, ...others] }, ...rules] },
  };
}

/**
 * Lets the applications in the namespaces of a project call each other: their policies get the union of their principals.
 * @param namespaces - the namespaces of the project
 * @param translation - what is worked on
 */
export function sharePrincipals(namespaces: readonly string[], { state }: Translation): void {
  const policies = namespaces
    .flatMap((namespace) => state.list('security.istio.io', 'AuthorizationPolicy', namespace))
    .filter((policy) => textsAt(policy, 'spec', 'selector', 'matchLabels')[ISTIO_APP] !== undefined)
    .filter((policy) => state.isWritten(policy) || isOfApplication(policy));
  const union = [...new Set(policies.flatMap(principalsOf))];
  for (const policy of policies)
    state.writeIfChanged(withPrincipals(policy, [...new Set([...principalsOf(policy), ...union])]));
}
