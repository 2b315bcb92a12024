import { canonicalJson, listAt, objectAt, textAt, textsAt, valueAt } from '../../connectivity/manifest';
import { readSelector, selects } from '../../connectivity/selector';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { parseYaml } from '../../values/yaml/parse-yaml';
import { isRequestUri } from './request-uri';
import type { AdmissionContext, AdmissionFound, AdmissionRule } from './types';

const OCNE = ['OCNEOCIQuickCreate'] as const;
const OKE = ['OKEQuickCreate'] as const;
const BOTH = [...OCNE, ...OKE];

const INFRASTRUCTURE_GROUP = 'infrastructure.cluster.x-k8s.io';
const VERSIONS = { namespace: 'verrazzano-capi', name: 'ocne-metadata', entry: 'mapping' } as const;

/** Container network types of OKE. */
const CNI_TYPES = ['FLANNEL_OVERLAY', 'OCI_VCN_IP_NATIVE'];

/** How many subnets of an existing network are listed: with pods in the network of OKE, one more. */
const SUBNETS = { ocne: 4, oke: 3, okeNative: 4 } as const;

const updateRefused: AdmissionRule = {
  id: 'quick-create.spec-immutable',
  kinds: BOTH,
  on: 'update',
  check: ({ object, previous }) => {
    if (previous === undefined || canonicalJson(stored(object)) === canonicalJson(stored(previous))) return [];
    const message = 'differs from the stored one, and no update of it is admitted';
    return [
      {
        path: 'spec',
        message,
        fix: 'delete the resource and create another one; a created cluster is changed by its own objects',
      },
    ];
  },
};

const identity: AdmissionRule = {
  id: 'quick-create.identity',
  kinds: BOTH,
  on: 'create',
  check: (context) => {
    const { name = '', namespace = '' } = textsAt(context.object, 'spec', 'identityRef');
    const found = context.find(INFRASTRUCTURE_GROUP, 'OCIClusterIdentity', namespace, name);
    const wrong = (message: string, fix: string, absent?: string): AdmissionFound[] => [
      {
        path: 'spec.identityRef',
        value: `${namespace}/${name}`,
        message,
        fix,
        ...(absent !== undefined && { absent }),
      },
    ];
    if (found === undefined) {
      return wrong(`OCIClusterIdentity ${namespace}/${name} does not exist`, 'apply it first', 'OCIClusterIdentity');
    }
    if (!isAllowed(found, context)) {
      const fix = 'add the namespace to spec.allowedNamespaces.list of it, or write allowedNamespaces: {} for all';
      return wrong(`does not allow namespace ${context.namespace}`, fix, 'Namespace');
    }
    const secret = textsAt(found, 'spec', 'principalSecret');
    const [of = '', called = ''] = [secret.namespace, secret.name];
    if (context.find('', 'Secret', of, called) !== undefined || context.isExpected('Secret', of, called)) return [];
    return wrong(`names Secret ${of}/${called}, which does not exist`, 'apply the Secret first', 'Secret');
  },
};

const cniType: AdmissionRule = {
  id: 'quick-create.cni-type',
  kinds: OKE,
  on: 'create',
  check: ({ object }) => {
    const value = textAt(object, 'spec', 'oke', 'network', 'cniType') ?? '';
    if (valueAt(object, 'spec', 'oke', 'network') === undefined || CNI_TYPES.includes(value)) return [];
    const message = `is not a network of OKE; allowed ${CNI_TYPES.join(', ')}`;
    return [{ path: 'spec.oke.network.cniType', value, message, fix: 'correct the value' }];
  },
};

const network: AdmissionRule = {
  id: 'quick-create.network',
  kinds: BOTH,
  on: 'create',
  check: ({ kind, object }) => {
    if (kind === OCNE[0]) {
      return networkProblems(objectAt(object, 'spec', 'oci', 'network'), SUBNETS.ocne, 'spec.oci.network');
    }
    const settings = objectAt(object, 'spec', 'oke', 'network');
    if (!isJsonObject(settings.config)) return [];
    const count = settings.cniType === CNI_TYPES[1] ? SUBNETS.okeNative : SUBNETS.oke;
    return networkProblems(settings.config, count, 'spec.oke.network.config');
  },
};

const nodes: AdmissionRule = {
  id: 'quick-create.flex-shape',
  kinds: BOTH,
  on: 'create',
  check: ({ kind, object }) => {
    const pools = (key: string, ...path: string[]): [JsonValue, string][] =>
      listAt(object, 'spec', ...path, key).map((node, i) => [node, `spec.${path.join('.')}.${key}[${i}]`]);
    const all: [JsonValue, string][] =
      kind === OCNE[0]
        ? [[objectAt(object, 'spec', 'oci', 'controlPlane'), 'spec.oci.controlPlane'], ...pools('workers', 'oci')]
        : pools('nodePools', 'oke');
    return all.flatMap(([node, path]) => nodeProblems(node, path));
  },
};

const version: AdmissionRule = {
  id: 'quick-create.ocne-version',
  kinds: OCNE,
  on: 'create',
  check: ({ object, find, isExpected }) => {
    const value = textAt(object, 'spec', 'ocne', 'version') ?? '';
    if (isExpected('ConfigMap', VERSIONS.namespace, VERSIONS.name)) return [];
    const configMap = find('', 'ConfigMap', VERSIONS.namespace, VERSIONS.name);
    const known = knownVersions(textsAt(configMap, 'data')[VERSIONS.entry] ?? '');
    if (known.includes(value)) return [];
    const of = `ConfigMap ${VERSIONS.namespace}/${VERSIONS.name}`;
    const message = `is not a version that ${of} lists; allowed ${known.join(', ') || 'none, since it lists no versions'}`;
    return [{ path: 'spec.ocne.version', value, message, fix: 'correct the version', absent: 'ConfigMap' }];
  },
};

const urls: AdmissionRule = {
  id: 'quick-create.url',
  kinds: OCNE,
  on: 'create',
  check: ({ object }) =>
    [
      ['proxy', 'httpsProxy'],
      ['proxy', 'httpProxy'],
      ['privateRegistry', 'url'],
    ].flatMap(([section = '', key = '']): AdmissionFound[] => {
      if (valueAt(object, 'spec', section) === undefined) return [];
      const value = textAt(object, 'spec', section, key) ?? '';
      if (isRequestUri(value)) return [];
      const message = 'is not a URL; allowed a URL such as https://proxy.example.com:3128';
      return [{ path: `spec.${section}.${key}`, value, message, fix: 'correct the URL' }];
    }),
};

/**
 * Admission of quick-create resources, in the order of upstream. Whether OCI has the network and the subnets is not asked here.
 * Source: cluster-operator, apis/clusters/v1alpha1/oke_webhook.go, ocneoci_webhook.go and common_webhook.go at v1.7.2.
 */
export const QUICK_CREATE_RULES: readonly AdmissionRule[] = [
  updateRefused,
  identity,
  cniType,
  network,
  nodes,
  version,
  urls,
];

function networkProblems(config: JsonObject, count: number, path: string): AdmissionFound[] {
  const subnets = listAt(config, 'subnets');
  const fix = 'remove it, or use an existing network with createVCN: false';
  if (config.createVCN !== true) {
    if (subnets.length === count) return [];
    const message = `has the wrong number of subnets for an existing network; allowed ${count}, one for each role`;
    return [{ path: `${path}.subnets`, value: subnets.length, message, fix: 'list one subnet for each role' }];
  }
  const message = 'is not allowed beside createVCN: true, which creates a network';
  return [
    ...(textAt(config, 'vcn') === undefined ? [] : [{ path: `${path}.vcn`, value: config.vcn, message, fix }]),
    ...(subnets.length === 0 ? [] : [{ path: `${path}.subnets`, value: subnets.length, message, fix }]),
  ];
}

function nodeProblems(node: JsonValue, path: string): AdmissionFound[] {
  const shape = textAt(node, 'shape') ?? '';
  if (shape.includes('Flex')) return [];
  return ['ocpus', 'memoryGbs'].flatMap((key): AdmissionFound[] => {
    const value = valueAt(node, key);
    const message = `is only allowed with a flexible shape, and ${shape} is not one`;
    return value === undefined
      ? []
      : [{ path: `${path}.${key}`, value, message, fix: 'remove it, or use a Flex shape' }];
  });
}

/** Whether an identity may be used from a namespace: none where it is not set, all with an empty object. */
function isAllowed(found: JsonObject, { namespace, find }: AdmissionContext): boolean {
  const allowed = valueAt(found, 'spec', 'allowedNamespaces');
  if (!isJsonObject(allowed)) return false;
  if (valueAt(allowed, 'list') === undefined && valueAt(allowed, 'selector') === undefined) return true;
  if (listAt(allowed, 'list').includes(namespace)) return true;
  const problems: string[] = [];
  const selector = readSelector(allowed.selector, 'selector', problems);
  const object = find('', 'Namespace', 'default', namespace);
  if (object === undefined || problems.length > 0 || selector.requirements.length === 0) return false;
  return selects(selector, textsAt(object, 'metadata', 'labels'));
}

function knownVersions(mapping: string): string[] {
  try {
    const [versions] = parseYaml(VERSIONS.name, mapping);
    return Object.values(isJsonObject(versions) ? versions : {}).flatMap((each) => textAt(each, 'Release') ?? []);
  } catch {
    return [];
  }
}

/** The spec as it is stored: with the defaults of the schema, without nulls. */
function stored(object: JsonObject): JsonValue {
  const spec = withoutNulls(objectAt(object, 'spec'));
  const clusterNetwork = { podCIDR: '10.244.0.0/16', serviceCIDR: '10.96.0.0/16' };
  const kubernetes = { clusterNetwork, ...objectAt(spec, 'kubernetes') };
  if (textAt(object, 'kind') === OKE[0]) {
    const oke = objectAt(spec, 'oke');
    const settings = objectAt(oke, 'network');
    if (!isJsonObject(settings.config)) return { ...spec, kubernetes };
    const config = { createVCN: false, ...settings.config };
    return { ...spec, kubernetes, oke: { ...oke, network: { ...settings, config } } };
  }
  const [oci, ocne] = [objectAt(spec, 'oci'), objectAt(spec, 'ocne')];
  const dependencies = { skipInstall: false, ...objectAt(ocne, 'dependencies') };
  const vcn = { createVCN: false, ...objectAt(oci, 'network') };
  return { ...spec, kubernetes, ocne: { ...ocne, dependencies }, oci: { ...oci, network: vcn } };
}

function withoutNulls(value: JsonObject): JsonObject {
  const given = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
  return Object.fromEntries(given.map(([key, member]) => [key, isJsonObject(member) ? withoutNulls(member) : member]));
}
