/** Where the chart of a component comes from: a `ChartSource`, made by its static factories. */
export abstract class ComponentChartSource {
  /** What a person clones or opens for the steps that remain: address and revision, in words. */
  abstract readonly origin: string;
}
