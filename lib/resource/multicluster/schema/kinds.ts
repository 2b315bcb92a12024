import {
  base64,
  embedded,
  flag,
  integer,
  intOrText,
  list,
  map,
  object,
  open,
  text,
  type Schema,
} from '../../schema/schema';
import { ocneQuickCreateSpec, okeQuickCreateSpec } from './quick-create';

const placement = object({ clusters: list(object({ name: text }, 'name')) }, 'clusters');

const templateMetadata = object({ annotations: map(text), labels: map(text), name: text, namespace: text });

const dataInputs = list(
  object({ toFieldPaths: list(text), valueFrom: object({ dataOutputName: text }, 'dataOutputName') }),
);

const dataOutputs = list(
  object({
    conditions: list(
      object({ fieldPath: text, op: text, value: text, valueFrom: object({ fieldPath: text }, 'fieldPath') }, 'op'),
    ),
    fieldPath: text,
    name: text,
  }),
);

const scopeRef = object({ apiVersion: text, kind: text, name: text, uid: text }, 'apiVersion', 'kind', 'name');

const applicationComponent = object({
  componentName: text,
  dataInputs,
  dataOutputs,
  parameterValues: list(object({ name: text, value: intOrText }, 'name', 'value')),
  revisionName: text,
  scopes: list(object({ scopeRef }, 'scopeRef')),
  traits: list(object({ dataInputs, dataOutputs, trait: embedded }, 'trait')),
});

const componentParameter = object(
  { description: text, fieldPaths: list(text), name: text, required: flag },
  'fieldPaths',
  'name',
);

const requirement = object({ key: text, operator: text, values: list(text) }, 'key', 'operator');
const selector = object({ matchExpressions: list(requirement), matchLabels: map(text) });
const peers = list(
  object({
    ipBlock: object({ cidr: text, except: list(text) }, 'cidr'),
    namespaceSelector: selector,
    podSelector: selector,
  }),
);
const ports = list(object({ endPort: integer, port: intOrText, protocol: text }));

const networkPolicySpec = object(
  {
    egress: list(object({ ports, to: peers })),
    ingress: list(object({ from: peers, ports })),
    podSelector: selector,
    policyTypes: list(text),
  },
  'podSelector',
);

const subjects = list(object({ apiGroup: text, kind: text, name: text, namespace: text }, 'kind', 'name'));

const projectSpec = object(
  {
    placement,
    template: object(
      {
        namespaces: list(object({ metadata: open, spec: object({ finalizers: list(text) }) })),
        networkPolicies: list(object({ metadata: open, spec: networkPolicySpec })),
        security: object({ projectAdminSubjects: subjects, projectMonitorSubjects: subjects }),
      },
      'namespaces',
    ),
  },
  'placement',
  'template',
);

function wrapper(template: Readonly<Record<string, Schema>>, more: Readonly<Record<string, Schema>> = {}): Schema {
  return object(
    { placement, template: object({ metadata: templateMetadata, ...template }), ...more },
    'placement',
    'template',
  );
}

/** `spec` of each kind; whether the object must have one. */
interface KindSchema {
  readonly spec: Schema;
  readonly specRequired: boolean;
}

/**
 * The kinds of `clusters.verrazzano.io/v1alpha1` and the schema of their `spec`. Source: CustomResourceDefinitions of the charts
 * verrazzano-cluster-agent and verrazzano-cluster-operator at v1.7.2.
 */
export const MULTICLUSTER_SCHEMAS: ReadonlyMap<string, KindSchema> = new Map([
  [
    'VerrazzanoManagedCluster',
    {
      spec: object({ caSecret: text, description: text, managedClusterManifestSecret: text, serviceAccount: text }),
      specRequired: false,
    },
  ],
  ['VerrazzanoProject', { spec: projectSpec, specRequired: true }],
  [
    'MultiClusterApplicationConfiguration',
    {
      spec: wrapper(
        { spec: object({ components: list(applicationComponent) }, 'components') },
        { secrets: list(text) },
      ),
      specRequired: false,
    },
  ],
  [
    'MultiClusterComponent',
    {
      spec: wrapper({
        spec: object({ parameters: list(componentParameter), workload: embedded }, 'workload'),
      }),
      specRequired: false,
    },
  ],
  [
    'MultiClusterConfigMap',
    { spec: wrapper({ binaryData: map(base64), data: map(text), immutable: flag }), specRequired: false },
  ],
  [
    'MultiClusterSecret',
    { spec: wrapper({ data: map(base64), stringData: map(text), type: text }), specRequired: false },
  ],
  ['OCNEOCIQuickCreate', { spec: ocneQuickCreateSpec, specRequired: false }],
  ['OKEQuickCreate', { spec: okeQuickCreateSpec, specRequired: false }],
]);
