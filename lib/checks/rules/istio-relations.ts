import type { CheckedObject } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import { accessFindings, dryRunFindings, peerFindings } from './istio-access';
import { emptySelectorFindings } from './istio-exports';
import { pluginFindings, telemetryFindings, tokenFindings } from './istio-extensions';
import { patchFindings } from './istio-patches';
import { policyFindings } from './istio-policies';
import { routeFindings } from './istio-routes';
import { gatewayFindings } from './istio-servers';
import { serviceEntryFindings, workloadEntryFindings } from './istio-services';
import { sidecarFindings } from './istio-sidecars';
import { isOfIstio, missing } from './refused';

/** What the webhook of istiod refuses in objects of Istio beyond their fields one by one. Source: Istio 1.19.3, `pkg/config/validation`. */
export function istioFindings({ inventory }: CheckContext): Found[] {
  return inventory.objects.flatMap((object) => {
    if (!isOfIstio(object)) return [];
    const found = [
      ...specFindings(object),
      ...(Object.hasOwn(RELATIONS, object.kind) ? (RELATIONS[object.kind]?.(object) ?? []) : []),
      ...emptySelectorFindings(object),
      ...(object.kind === 'AuthorizationPolicy' ? [] : dryRunFindings(object)),
    ];
    // Of several findings about one field the first is shown.
    return [...found.filter(isError), ...found.filter((each) => !isError(each))];
  });
}

function isError({ severity }: Found): boolean {
  return severity === 'error';
}

/** Kinds that are nothing without a specification, besides those of which a field of it is required. */
const WITH_SPEC: readonly string[] = ['VirtualService', 'Sidecar'];

function specFindings(object: CheckedObject): Found[] {
  const isAbsent = (object.object.spec ?? null) === null && WITH_SPEC.includes(object.kind);
  return isAbsent ? [missing(object, ['spec'])] : [];
}

const RELATIONS: Readonly<Record<string, (object: CheckedObject) => Found[]>> = {
  VirtualService: routeFindings,
  DestinationRule: policyFindings,
  Gateway: gatewayFindings,
  Sidecar: sidecarFindings,
  ServiceEntry: serviceEntryFindings,
  WorkloadEntry: workloadEntryFindings,
  EnvoyFilter: patchFindings,
  AuthorizationPolicy: accessFindings,
  PeerAuthentication: peerFindings,
  RequestAuthentication: tokenFindings,
  Telemetry: telemetryFindings,
  WasmPlugin: pluginFindings,
};
