import type { ChartFacts } from '../../charts';
import { grafana } from '../../components';
import type { ComponentDefinition } from '../../definition/definition';
import type { KubernetesManifest } from '../../definition/kubernetes-manifest';
import { GRAFANA, grafanaClaim, grafanaValues } from './objects/grafana-values';
import type { Part } from './part';

/** How a component that no chart of the release makes is delivered by a published one. */
interface PublishedAlone {
  /** The chart; its place follows from the version. */
  readonly part: (facts: ChartFacts, definition: ComponentDefinition) => Part;
  /** Objects that it needs. */
  readonly before: (facts: ChartFacts) => readonly KubernetesManifest[];
}

/** Components that the release makes without a chart, and a published chart makes. */
export const PUBLISHED_ALONE: Readonly<Record<string, PublishedAlone>> = {
  grafana: {
    part: (facts, definition) => ({
      unit: 'charts/grafana',
      component: grafana.name,
      chart: {
        chart: {
          component: grafana.name,
          project: 'verrazzano',
          path: '',
          name: 'grafana',
          version: '',
          valuesFiles: [],
        },
        release: GRAFANA,
        namespace: grafana.namespace,
        values: grafanaValues(facts, definition),
      },
    }),
    before: grafanaClaim,
  },
};
