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
import { isOfIstio } from './refused';

/** What the webhook of istiod refuses in objects of Istio beyond their fields one by one. Source: Istio 1.19.3, `pkg/config/validation`. */
export function istioFindings({ inventory }: CheckContext): Found[] {
  return inventory.objects.flatMap((object) => {
    if (!isOfIstio(object)) return [];
    return [
      ...(RELATIONS[object.kind]?.(object) ?? []),
      ...emptySelectorFindings(object),
      ...(object.kind === 'AuthorizationPolicy' ? [] : dryRunFindings(object)),
    ];
  });
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
