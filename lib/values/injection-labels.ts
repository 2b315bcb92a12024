/** Label of namespaces that makes Istio inject sidecars. */
export const INJECTION_LABEL = 'istio-injection';

/** Label of namespaces and pods that chooses a revision of the control plane. */
export const REVISION_LABEL = 'istio.io/rev';

/** Label of namespaces and pods that chooses ambient mode. */
export const DATAPLANE_LABEL = 'istio.io/dataplane-mode';

/** Label or annotation of pods that turns sidecar injection on or off. */
export const INJECT = 'sidecar.istio.io/inject';
