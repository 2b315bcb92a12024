/**
 * Where a change begins: `release` is what Verrazzano installed; `adoption` is the step from Verrazzano's chart to a published one; `chart 10.0.0` and `app 3.0` are the
 * first version of the chart, or of the application, that is not lower; `line jaeger` is the first version of that chart.
 */
export type ChangePoint = 'release' | 'adoption' | `chart ${string}` | `app ${string}` | `line ${string}`;
