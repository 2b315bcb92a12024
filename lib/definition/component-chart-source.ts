/** Where the chart of a component comes from: a `ChartSource`, made by its static factories. */
export abstract class ComponentChartSource {
  /** Address and revision of the charts as text, for remaining steps that tell a person to clone or open them. */
  abstract readonly origin: string;
}
