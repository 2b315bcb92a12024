import { isDeepStrictEqual } from 'util';
import { isInMesh } from '../environment';
import {
  asText,
  fieldsAt,
  isFields,
  nameOf,
  namespaceOf,
  numberAt,
  textAt,
  type Fields,
  type KubeObject,
} from '../object';
import type { Translation } from '../translation';
import { ISTIO } from './ingress-gateway';

/**
 * Writes the DestinationRule of a rule that keeps clients on one pod by a cookie. Where mistakes are corrected, a second one for the
 * same host is left out, since Istio follows one of the two only.
 * @param trait - the trait
 * @param rule - the rule
 * @param index - place of the rule
 * @param destination - where the rule routes to
 * @param translation - what is worked on
 */
export function writeAffinity(
  trait: KubeObject,
  rule: Fields,
  index: number,
  destination: Fields,
  translation: Translation,
): void {
  const { state, findings, corrected } = translation;
  const made = destinationRule(trait, rule, index, destination, translation);
  if (made === undefined) return;
  const other = corrected ? otherOf(made, translation) : undefined;
  if (other === undefined) {
    state.write(made);
    return;
  }
  if (isDeepStrictEqual(other.spec, made.spec)) return;
  findings.add('error', trait, {
    what: `has a rule whose cookie differs from that of DestinationRule ${nameOf(other)} for the same host`,
    got: asText(destination.host),
    fix: 'give the same httpCookie, or leave it out in one of the rules',
  });
}

/** One of this translation about the same host. */
function otherOf(made: KubeObject, { state }: Translation): KubeObject | undefined {
  return state
    .list('networking.istio.io', 'DestinationRule', namespaceOf(made))
    .filter((each) => state.isWritten(each) && nameOf(each) !== nameOf(made))
    .find((each) => textAt(each, 'spec', 'host') === textAt(made, 'spec', 'host'));
}

function destinationRule(
  trait: KubeObject,
  rule: Fields,
  index: number,
  destination: Fields,
  { state }: Translation,
): KubeObject | undefined {
  const cookie = fieldsAt(rule, 'destination').httpCookie;
  if (!isFields(cookie)) return undefined;
  const [name, path] = [textAt(cookie, 'name') ?? '', textAt(cookie, 'path') ?? ''];
  return {
    apiVersion: ISTIO,
    kind: 'DestinationRule',
    metadata: { name: `${nameOf(trait)}-rule-${index}-dr`, namespace: namespaceOf(trait) },
    spec: {
      host: destination.host,
      trafficPolicy: {
        loadBalancer: {
          consistentHash: {
            httpCookie: {
              ...(name !== '' && { name }),
              ...(path !== '' && { path }),
              ttl: `${numberAt(cookie, 'ttl') ?? 0}s`,
            },
          },
        },
        // Mode DISABLE is the zero value of the enumeration, which the API server leaves out.
        tls: isInMesh(state, namespaceOf(trait)) ? { mode: 'ISTIO_MUTUAL' } : {},
      },
    },
  };
}
