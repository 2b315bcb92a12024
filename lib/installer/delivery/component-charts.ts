import type { ChartFacts } from '../../charts';
import { chartValues, hasChartValues, istioCharts, RANDOM, ISTIO_CHART_VERSION } from '../../charts';
import { istio } from '../../components';
import type { ComponentDefinition } from '../../definition/definition';
import type { KubernetesManifest } from '../../definition/kubernetes-manifest';
import { deliveredValues } from './delivered-values';
import { objectsOfOthers } from './shared-objects';
import type { Part } from './part';

/**
 * The charts of a component as parts, or why there is none to deliver; undefined for components without a chart.
 * @param definition - the component
 * @param facts - what values are computed from
 */
export function chartParts(definition: ComponentDefinition, facts: ChartFacts): readonly Part[] | string | undefined {
  if (definition.name === istio.name) return istioParts(facts);
  if (!hasChartValues(definition)) return undefined;
  try {
    return chartPart(definition, facts);
  } catch (error) {
    if (error instanceof Error && error.name === 'ChartValuesError') return error.message;
    throw error;
  }
}

function chartPart(definition: ComponentDefinition, facts: ChartFacts): readonly Part[] | string | undefined {
  const { name } = definition;
  const {
    release,
    chart: path,
    namespace,
    valuesFile,
    moreValuesFiles = [],
    values: computed,
  } = chartValues(definition, facts);
  if (release === null || path === null || definition.chart === undefined) return undefined;
  const values = deliveredValues(definition, computed, facts);
  if (JSON.stringify(values).includes(RANDOM)) return 'its values hold what must be secret';
  const chart = {
    component: name,
    project: 'verrazzano',
    path,
    name: definition.chart.name,
    version: definition.chart.version,
    valuesFiles: [...(valuesFile === null ? [] : [valuesFile]), ...moreValuesFiles],
  } as const;
  const without = objectsOfOthers(name, facts);
  const own = { chart, release, namespace, values, ...(without !== undefined && { without }) };
  return [{ unit: `charts/${name}`, component: name, chart: own }];
}

/** The charts that istioctl renders; a Service in place of that of a chart comes with the chart that needs it. */
function istioParts(facts: ChartFacts): readonly Part[] {
  const { name: component, namespace } = istio;
  return istioCharts(facts).charts.flatMap(({ name, release, path, chart, values, service }): Part[] => [
    {
      unit: `charts/${name === 'base' ? 'istio-base' : name}`,
      component,
      chart: {
        chart: { component, project: 'istio', path, name: chart, version: ISTIO_CHART_VERSION, valuesFiles: [] },
        release,
        namespace,
        values,
      },
    },
    ...(service === undefined
      ? []
      : [{ unit: `objects/${name}`, component, objects: [service as unknown as KubernetesManifest] }]),
  ]);
}
