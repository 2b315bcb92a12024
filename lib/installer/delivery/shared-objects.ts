import type { ChartFacts } from '../../charts';
import type { WithoutObjects } from '../../gitops/helm-source';

const GROUP = 'fluentbit.fluent.io';

/**
 * Objects of a chart that the chart of another component has under the same name, and that stay with that one.
 *
 * The charts of external-dns and of the Coherence operator both make FluentBitConfig `verrazzano-system/coherenceoperator-fbc`. Under the
 * platform operator Helm gives it to the release that is there first, which is that of the Coherence operator: external-dns waits for
 * Istio. It then refuses external-dns for ever. What external-dns goes without has no effect there: its Filter lacks the label by which its
 * configuration selects, so that its log is not parsed with it either.
 *
 * Source: `templates/verrazzano/*-filter-parser.yaml` of both charts at v1.7.2, dependencies of both components, Helm `existingResourceConflict`.
 * @param component - name of the component
 * @param facts - what is enabled
 */
export function objectsOfOthers(component: string, facts: ChartFacts): WithoutObjects | undefined {
  if (component !== 'external-dns' || !facts.isOn('fluent-operator') || !facts.isOn('coherence-operator'))
    return undefined;
  return {
    apiVersions: ['networking.k8s.io/v1/Ingress'],
    objects: [
      { group: GROUP, kind: 'FluentBitConfig', name: 'coherenceoperator-fbc' },
      { group: GROUP, kind: 'Filter', name: 'externaldns-filter' },
      { group: GROUP, kind: 'Parser', name: 'externaldns-parser1' },
      { group: GROUP, kind: 'Parser', name: 'externaldns-parser2' },
    ],
  };
}
