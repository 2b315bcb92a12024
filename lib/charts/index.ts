export { ChartFacts, RANDOM } from './chart-facts';
export { ChartValuesError } from './chart-values-error';
export {
  allChartValues,
  chartValues,
  hasChartValues,
  type ChartFailure,
  type ChartRelease,
  v1alpha1Section,
} from './chart-values';
export type { ClusterState } from './cluster-state';
export { mergeValues } from './merge-values';
export { ISTIO_CHART_VERSION, istioCharts } from './istio/istio-charts';
