export { ChartFacts, RANDOM } from './chart-facts';
export { ChartValuesError } from './chart-values-error';
export {
  allChartValues,
  chartValues,
  hasChartValues,
  pullSecretSettings,
  type ChartFailure,
  type ChartRelease,
  v1alpha1Section,
} from './chart-values';
export type { ClusterState } from './cluster-state';
export { setValues } from './helm-set';
export { mergeValues } from './merge-values';
export { ISTIO_CHART_VERSION, istioCharts } from './istio/istio-charts';
