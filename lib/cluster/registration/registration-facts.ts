import type { Platform } from '../../definition/platform';
import { platformIssuer } from '../../ingress/issuers';
import type { ExternalSecrets } from './external-secrets';
import type { RegistrationProps } from './registration-props';
import type { RegistrationWay } from './way';
import { hasOperator, registrationWay } from './way';

/** What the objects and steps of a registration follow from. */
export interface RegistrationFacts {
  /** Name of the managed cluster. */
  readonly name: string;
  /** Name of the admin cluster. */
  readonly adminName: string;
  /** How it is registered. */
  readonly way: RegistrationWay;
  /** Profile of the admin cluster. */
  readonly admin: Platform;
  /** Profile of the managed cluster; undefined while it has none. */
  readonly managed: Platform | undefined;
  /** What the program says. */
  readonly props: RegistrationProps;
  /** How Secrets are carried; undefined by hand. */
  readonly secrets: ExternalSecrets | undefined;
  /** Whether the certificates of the managed cluster need a Secret with their authority. */
  readonly hasPrivateCa: boolean;
  /** Whether the certificates of the admin cluster come from an authority of its own. */
  readonly isAdminCaPrivate: boolean;
  /** Whether the platform operator runs on the managed cluster. */
  readonly isOperated: boolean;
  /** How the admin cluster gets metrics. */
  readonly metrics: 'federation' | 'thanos';
  /** Whether the admin cluster has Argo CD by which it delivers to the managed one. */
  readonly hasArgoCd: boolean;
}

/** What a registration is between. */
export interface RegistrationEnds {
  readonly name: string;
  readonly adminName: string;
  readonly admin: Platform;
  readonly managed: Platform | undefined;
  readonly props: RegistrationProps;
}

/**
 * The facts of a registration.
 * @param ends - both clusters
 * @throws MergeError when the platform operator would refuse the merge of one of them
 */
export function registrationFacts(ends: RegistrationEnds): RegistrationFacts {
  const { admin, managed, props } = ends;
  const bothHaveThanos = admin.isEnabled('thanos') && managed?.isEnabled('thanos') === true;
  return {
    ...ends,
    way: registrationWay(admin),
    secrets: props.secrets,
    hasPrivateCa: (props.certificateAuthority ?? authorityOf(managed)) === 'private',
    isAdminCaPrivate: authorityOf(admin) === 'private',
    isOperated: managed !== undefined && hasOperator(managed),
    metrics: props.metrics ?? (bothHaveThanos ? 'thanos' : 'federation'),
    hasArgoCd: admin.isEnabled('argocd'),
  };
}

function authorityOf(managed: Platform | undefined): 'private' | 'public' {
  if (managed === undefined) return 'private';
  return platformIssuer(managed).mode === 'letsEncrypt' ? 'public' : 'private';
}

/**
 * Whether External Secrets carries the Secret by which Argo CD of the admin cluster finds the managed one: Rancher relays otherwise, and
 * where the admin cluster has no Argo CD nothing on it reads such a Secret.
 * @param facts - the registration
 */
export function carriesArgoCdSecret({ way, secrets, hasArgoCd }: RegistrationFacts): boolean {
  return way !== 'rancher' && secrets !== undefined && hasArgoCd;
}
