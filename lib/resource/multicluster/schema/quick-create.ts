import { flag, integer, list, object, text, type Schema } from '../../schema/schema';

const ocid: Schema = {
  ...text,
  pattern: /^([0-9a-zA-Z-_]+[.:])([0-9a-zA-Z-_]*[.:]){3,}([0-9a-zA-Z-_]+)$/,
  allowed: 'an OCID such as ocid1.compartment.oc1..aaaa',
};
const cidr: Schema = {
  ...text,
  pattern: /^([0-9]{1,3}\.){3}[0-9]{1,3}(\/([0-9]|[1-2][0-9]|3[0-2]))$/,
  allowed: 'an IPv4 range such as 10.244.0.0/16',
};
const version: Schema = { ...text, pattern: /^v([0-9]+\.){2}[0-9]+$/, allowed: 'a version such as v1.26.2' };
const label: Schema = { ...text, minLength: 1, maxLength: 63 };
const small: Schema = { ...integer, minimum: 1, maximum: 999 };

const reference = object({ name: label, namespace: label }, 'name', 'namespace');

const network = object({
  createVCN: flag,
  subnets: list(object({ id: ocid, role: text }, 'id', 'role')),
  vcn: ocid,
});

const node = {
  bootVolumeGbs: { ...integer, minimum: 50, maximum: 32000 },
  memoryGbs: small,
  ocpus: small,
  replicas: small,
  shape: text,
} satisfies Readonly<Record<string, Schema>>;

const namedNode = object({ ...node, name: text }, 'name', 'replicas', 'shape');

const infrastructure = {
  cloudInitScript: list(text),
  compartment: ocid,
  imageId: ocid,
  region: text,
  sshPublicKey: text,
};

const clusterNetwork = object({ podCIDR: cidr, serviceCIDR: cidr });

/** `spec` of an OCNEOCIQuickCreate. */
export const ocneQuickCreateSpec: Schema = object(
  {
    identityRef: reference,
    kubernetes: object({ clusterNetwork }),
    oci: object(
      {
        ...infrastructure,
        controlPlane: object(node, 'replicas', 'shape'),
        network,
        workers: list(namedNode),
      },
      'controlPlane',
    ),
    ocne: object({ dependencies: object({ skipInstall: flag }), version: text }, 'version'),
    privateRegistry: object({ credentialSecret: reference, url: text }, 'url'),
    proxy: object({ httpProxy: text, httpsProxy: text, noProxy: text }, 'httpProxy', 'httpsProxy'),
  },
  'identityRef',
  'oci',
  'ocne',
);

/** `spec` of an OKEQuickCreate. */
export const okeQuickCreateSpec: Schema = object(
  {
    identityRef: reference,
    kubernetes: object({ clusterNetwork, version }, 'version'),
    oke: object({
      ...infrastructure,
      network: object({ cniType: text, config: network }, 'cniType'),
      nodePools: list(namedNode),
      virtualNodePools: list(object({ name: text, replicas: integer }, 'name', 'replicas')),
    }),
  },
  'identityRef',
  'kubernetes',
);
