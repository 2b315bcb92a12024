/**
 * What creates an object: the chart of the component, `operator` (the platform operator), a tool, or at run time the component
 * of that name.
 */
export type Creator = 'chart' | 'operator' | 'clusterctl' | 'istioctl' | (string & Record<never, never>);
