/** Where the chart of a component comes from; `ChartSource` implements it. */
export interface ComponentChartSource {
  /** What a person clones or opens for the steps that remain: address and revision, in words. */
  readonly origin: string;
}
