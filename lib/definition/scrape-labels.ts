/** What Prometheus discovers as the name of a pod. */
export const POD_NAME = '__meta_kubernetes_pod_name';

/** What Prometheus discovers as label `app` of a Service. */
export const SERVICE_APP = '__meta_kubernetes_service_label_app';
