import type { ExplainedDocument, FieldOrigin } from '../../gitops/provenance/field-origin';
import { optionOrigin } from '../../gitops/provenance/option-origin';

const SOURCE = 'https://github.com/verrazzano/verrazzano/tree/v1.7.2/cluster-operator/controllers/vmc';

/**
 * Origins of the fields of an object of a registration.
 * @param document - the object
 * @param props - options of the managed cluster
 * @param of - its path
 */
export function registrationOrigins({ content }: ExplainedDocument, props: object, of: string): readonly FieldOrigin[] {
  const stated = { props, of };
  const admin = { ...optionOrigin([], stated, 'admin'), page: 'docs/multicluster.md' };
  if (content.kind !== 'VerrazzanoManagedCluster') {
    const carried = content.kind === 'ExternalSecret' || content.kind === 'PushSecret';
    return [...(carried ? [optionOrigin(['spec'], stated, 'registration.secrets')] : []), admin];
  }
  const authority = "private unless certificates come from Let's Encrypt";
  return [
    { at: ['metadata', 'name'], kind: 'rule', text: 'the name of the cluster', of },
    optionOrigin(['metadata', 'labels'], stated, 'registration.labels', 'none'),
    optionOrigin(['spec', 'description'], stated, 'registration.description', 'the name of the cluster'),
    optionOrigin(['spec', 'caSecret'], stated, 'registration.certificateAuthority', authority),
    { ...admin, source: SOURCE },
  ];
}
