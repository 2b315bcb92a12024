import { Construct } from 'constructs';
import { DNS_LABEL, DNS_SUBDOMAIN, isDnsLabel, isDnsSubdomain } from '../../values/names';
import { throwProblems } from '../../values/problem';
import type { AdminCluster } from '../admin-cluster';
import { emitObject } from '../multicluster-object';
import type { OciClusterIdentityProps } from './provisioning-props';
import { requireProps } from '../../values/shape/require-props';
import { INFRASTRUCTURE } from './cluster-api';

const UNIT = { wave: 40, description: 'Identities by which the admin cluster creates clusters' };

/** Keys of the Secret. Source: cluster-operator, controllers/quickcreate/controller/oci/credentials.go at v1.7.2. */
const KEYS = ['tenancy', 'user', 'fingerprint', 'region', 'key', 'passphrase', 'useInstancePrincipal'];

/**
 * The credentials by which an admin cluster creates clusters in Oracle Cloud Infrastructure: an OCIClusterIdentity that names a Secret. The Secret is
 * in no file; it is one of the required Secrets of the cluster.
 */
export class OciClusterIdentity extends Construct {
  /** Name of the identity. */
  readonly identityName: string;
  /** Its namespace. */
  readonly namespace: string;
  /** The admin cluster. */
  readonly admin: AdminCluster;

  /**
   * @param admin - the admin cluster
   * @param id - id of the construct; name of the identity unless the props state one
   * @param props - namespace and Secret
   * @throws Error when a name is not valid
   */
  constructor(admin: AdminCluster, id: string, props: OciClusterIdentityProps) {
    requireProps('OciClusterIdentityProps', props, admin, id);
    super(admin, id);
    const { name = id, namespace, secret = `${name}-credentials` } = props;
    throwProblems(
      [
        ...(isDnsLabel(name) ? [] : [{ what: 'the name is not valid', got: name, allowed: DNS_LABEL }]),
        ...(isDnsLabel(namespace) ? [] : [{ what: 'the namespace is not valid', got: namespace, allowed: DNS_LABEL }]),
        ...(isDnsSubdomain(secret)
          ? []
          : [{ what: 'the name of the Secret is not valid', got: secret, allowed: DNS_SUBDOMAIN }]),
      ],
      this.node.path,
    );
    this.identityName = name;
    this.namespace = namespace;
    this.admin = admin;
    admin.addRequiredSecret({
      namespace,
      name: secret,
      keys: KEYS,
      usedBy: `OCIClusterIdentity ${name}`,
      description:
        'credentials of Oracle Cloud Infrastructure: OCIDs of tenancy and user, fingerprint, region and private key (PEM) with its passphrase; or `useInstancePrincipal: "true"` and the others empty',
    });
    // Other namespaces could create clusters with these credentials too.
    const spec = {
      type: 'UserPrincipal',
      allowedNamespaces: { list: [namespace] },
      principalSecret: { name: secret, namespace },
    };
    const identity = {
      apiVersion: INFRASTRUCTURE,
      kind: 'OCIClusterIdentity',
      metadata: { name, namespace },
    };
    emitObject(admin.unit('provisioning', UNIT), this.node.id, identity, () => ({ spec }));
  }
}
