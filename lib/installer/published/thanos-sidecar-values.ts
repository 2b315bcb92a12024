import { prometheus } from '../../components';
import { listOf, isJsonObject, type JsonObject } from '../../values/json';
import { valueAtPath, withoutValueAt, withValueAt } from '../../values/path';

const SWITCH = ['prometheus', 'thanos'];
const SIDECAR = ['prometheus', 'prometheusSpec', 'thanos'];
/** Port of the sidecar, which Thanos asks. */
const PORT = prometheus.workloads['prometheus-prometheus-operator-kube-p-prometheus'].ports.grpc.port;

const PORTS = ['prometheus', 'service', 'additionalPorts'];

/**
 * Values of kube-prometheus-stack from those of the copy of Verrazzano, which has a switch for the sidecar of Thanos: the published chart
 * has the sidecar wherever it is configured, and no port for it in the Service that Thanos asks.
 *
 * Source: `prometheus.yaml` and `service.yaml` of both charts.
 * @param values - values of the chart of the release
 */
export function thanosSidecarValues(values: JsonObject): JsonObject {
  const isOn = valueAtPath(values, [...SWITCH, 'integration']) === 'sidecar';
  const rest = withoutValueAt(values, SWITCH);
  if (!isOn) return withoutValueAt(rest, SIDECAR);
  const stated = valueAtPath(rest, SIDECAR);
  const ports = [...listOf(valueAtPath(rest, PORTS)), { name: 'grpc', port: PORT, targetPort: PORT }];
  // An empty map would be no sidecar.
  const sidecar = { logLevel: 'info', ...(isJsonObject(stated) && stated) };
  return withValueAt(withValueAt(rest, SIDECAR, sidecar), PORTS, ports);
}
