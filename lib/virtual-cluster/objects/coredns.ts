import type { JsonObject, JsonValue } from '../../values/json';
import { annotationsOf, globalAnnotations, isHeadless, type Release } from '../release';
import { isSet, type ChartValues } from '../values/chart-values';
import { goYaml, indented } from '../../values/yaml/go-yaml';
import { corefile } from './corefile';

const DNS = 'controlPlane.coredns';
const LABEL = 'vcluster-kube-dns';

/** The ConfigMap with what the control plane applies inside the virtual cluster for its DNS. */
export function coreDnsConfigMap(release: Release): JsonObject[] {
  const { name, namespace, values } = release;
  if (!values.has(`${DNS}.enabled`) || isHeadless(values)) return [];
  const annotations = annotationsOf(globalAnnotations(release));
  const metadata = { name: `vc-coredns-${name}`, namespace, annotations };
  return [{ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: data(values) }];
}

function data(values: ChartValues): JsonObject {
  const stated = values.text(`${DNS}.overwriteManifests`);
  if (stated !== '') return { 'coredns.yaml': withoutEnd(stated) };
  if (!values.has(`${DNS}.embedded`)) return { 'coredns.yaml': separate(values) };
  return { Corefile: withoutEnd(corefile(values)), 'coredns.yaml': `${nodeHosts()}\n---\n${service(values, false)}` };
}

/** The Corefile is a part of the control plane here: only the Service and the names of nodes are inside. */
function nodeHosts(): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: coredns\n  namespace: kube-system\ndata:\n  NodeHosts: ""`;
}

function separate(values: ChartValues): string {
  return [
    ACCOUNT,
    CLUSTER_ROLE,
    CLUSTER_ROLE_BINDING,
    configMap(values),
    deployment(values),
    service(values, true),
  ].join('\n---\n');
}

const ACCOUNT = `apiVersion: v1
kind: ServiceAccount
metadata:
  name: coredns
  namespace: kube-system`;

const CLUSTER_ROLE = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  labels:
    kubernetes.io/bootstrapping: rbac-defaults
  name: system:coredns
rules:
  - apiGroups:
      - ""
    resources:
      - endpoints
      - services
      - pods
      - namespaces
    verbs:
      - list
      - watch
  - apiGroups:
      - discovery.k8s.io
    resources:
      - endpointslices
    verbs:
      - list
      - watch`;

const CLUSTER_ROLE_BINDING = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  annotations:
    rbac.authorization.kubernetes.io/autoupdate: "true"
  labels:
    kubernetes.io/bootstrapping: rbac-defaults
  name: system:coredns
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: system:coredns
subjects:
  - kind: ServiceAccount
    name: coredns
    namespace: kube-system`;

function configMap(values: ChartValues): string {
  // A Corefile of one's own is inserted deeper than the one of the chart; YAML takes the depth from the first line.
  const depth = values.has(`${DNS}.overwriteConfig`) ? 10 : 4;
  const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: coredns\n  namespace: kube-system\ndata:\n';
  const text = corefile(values);
  // Lines without text keep the spaces that the chart puts before them, fewer where the Corefile is its own.
  const lines = depth === 4 ? indented(indentedLines(text), 2) : indented(text, depth);
  return `${head}  Corefile: |-\n${lines}\n  NodeHosts: ""`;
}

/** Two spaces before every line with text. */
function indentedLines(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

/** Without the line ends that YAML strips from a block. */
function withoutEnd(text: string): string {
  return text.replace(/\n+$/, '');
}

/** Lines of a string with those of a value below a key, where the value counts as set. */
function section(key: string, value: JsonValue | undefined, width: number, before: string): string {
  return isSet(value) && value !== undefined ? `${before}${key}:\n${indented(goYaml(value), width)}\n` : '';
}

function below(value: JsonValue | undefined, width: number): string {
  return isSet(value) && value !== undefined ? `${indented(goYaml(value), width)}\n` : '';
}

function deployment(values: ChartValues): string {
  const at = (key: string): JsonValue | undefined => values.at(`${DNS}.deployment.${key}`);
  const metadata = section('annotations', at('annotations'), 4, '  ');
  const labels = below(at('labels'), 4);
  const podAnnotations = section('annotations', at('pods.annotations'), 8, '      ');
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: coredns
  namespace: kube-system
${metadata}  labels:
    k8s-app: ${LABEL}
    kubernetes.io/name: "CoreDNS"
${labels}spec:
  replicas: ${values.text(`${DNS}.deployment.replicas`)}
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: 1
  selector:
    matchLabels:
      k8s-app: ${LABEL}
  template:
    metadata:
${podAnnotations}      labels:
        k8s-app: ${LABEL}
${below(at('pods.labels'), 8)}    spec:
${podSpec(values)}`;
}

function podSpec(values: ChartValues): string {
  const at = (key: string): JsonValue | undefined => values.at(`${DNS}.deployment.${key}`);
  const seccomp = values.has('policies.podSecurityStandard')
    ? '      securityContext:\n        seccompProfile:\n          type: RuntimeDefault\n'
    : '';
  return `      priorityClassName: ${JSON.stringify(values.text(`${DNS}.priorityClassName`))}
      serviceAccountName: coredns
      nodeSelector:
        kubernetes.io/os: linux
${below(at('nodeSelector'), 8)}${section('affinity', at('affinity'), 8, '      ')}${section(
    'tolerations',
    at('tolerations'),
    8,
    '      ',
  )}${section('topologySpreadConstraints', at('topologySpreadConstraints'), 8, '      ')}${seccomp}      containers:
        - name: coredns
          image: ${image(values)}
          imagePullPolicy: IfNotPresent
${section('resources', at('resources'), 12, '          ')}${CONTAINER}`;
}

/** The binary fills in an image that fits the version of Kubernetes where none is stated. */
function image(values: ChartValues): string {
  const stated = values.text(`${DNS}.deployment.image`);
  const registry = values.text('controlPlane.advanced.defaultImageRegistry');
  if (stated === '') return '{{.IMAGE}}';
  return registry === '' ? stated : `${registry}/${stated}`;
}

const CONTAINER = `          args: [ "-conf", "/etc/coredns/Corefile" ]
          volumeMounts:
            - name: config-volume
              mountPath: /etc/coredns
              readOnly: true
            - name: custom-config-volume
              mountPath: /etc/coredns/custom
              readOnly: true
          securityContext:
            runAsNonRoot: true
            runAsUser: {{.RUN_AS_USER}}
            runAsGroup: {{.RUN_AS_GROUP}}
            allowPrivilegeEscalation: false
            capabilities:
              add:
                - NET_BIND_SERVICE
              drop:
                - ALL
            readOnlyRootFilesystem: true
          livenessProbe:
            httpGet:
              path: /health
              port: 8080
              scheme: HTTP
            initialDelaySeconds: 60
            periodSeconds: 10
            timeoutSeconds: 1
            successThreshold: 1
            failureThreshold: 3
          readinessProbe:
            httpGet:
              path: /ready
              port: 8181
              scheme: HTTP
            initialDelaySeconds: 0
            periodSeconds: 2
            timeoutSeconds: 1
            successThreshold: 1
            failureThreshold: 3
      dnsPolicy: Default
      volumes:
        - name: config-volume
          configMap:
            name: coredns
            items:
              - key: Corefile
                path: Corefile
              - key: NodeHosts
                path: NodeHosts
        - name: custom-config-volume
          configMap:
            name: coredns-custom
            optional: true`;

const PORTS = `  ports:
    - name: dns
      port: 53
      targetPort: 1053
      protocol: UDP
    - name: dns-tcp
      port: 53
      targetPort: 1053
      protocol: TCP
    - name: metrics
      port: 9153
      protocol: TCP`;

function service(values: ChartValues, withSelector: boolean): string {
  const at = (key: string): JsonValue | undefined => values.at(`${DNS}.service.${key}`);
  const spec = values.object(`${DNS}.service.spec`);
  const selector = withSelector && !isSet(spec.selector) ? `\n  selector:\n    k8s-app: ${LABEL}` : '';
  const ports = isSet(at('spec.ports')) ? '' : `\n${PORTS}`;
  return `apiVersion: v1
kind: Service
metadata:
  name: kube-dns
  namespace: kube-system
  annotations:
    prometheus.io/port: "9153"
    prometheus.io/scrape: "true"
${below(at('annotations'), 4)}  labels:
    k8s-app: ${LABEL}
    kubernetes.io/cluster-service: "true"
    kubernetes.io/name: "CoreDNS"
${below(at('labels'), 4)}spec:
${indented(goYaml(spec), 2)}${selector}${ports}`;
}
