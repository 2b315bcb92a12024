import type { Platform } from '../../definition/platform';
import { inMesh, workloadsOf } from '../../definition/workload';
import { groupOf, kindName, type GroupKind } from '../../gitops/kinds/kind-scope';
import { customKinds } from '../chart-grants';
import type { OrderedPart } from './delivery-order';
import { operatorOf } from './kind-owners';
import { closedFlows } from './open-flows';

/**
 * Applies the units wave by wave, as Argo CD does, and finds what would fail or wait for ever: a custom resource before its
 * CustomResourceDefinition and webhook, pods in the mesh before the injector, a health check that waits for a later wave, and a flow
 * between what is there that policies close.
 * @param parts - the parts in their order
 * @param platform - the profile
 * @returns what is wrong, in words; empty where every prefix of the order works
 */
export function simulated(parts: readonly OrderedPart[], platform: Platform): readonly string[] {
  const components = new Set(parts.map(({ part }) => part.component));
  const waves = [...new Set(parts.map(({ wave }) => wave))].sort((a, b) => a - b);
  const done = new Set<string>();
  const running = new Set<string>();
  const problems: string[] = [];
  for (const wave of waves) {
    const now = parts.filter((one) => one.wave === wave);
    for (const { part, waits } of now) {
      const { unit, component } = part;
      const isEarlier = (name: string): boolean => !components.has(name) || running.has(name) || name === component;
      for (const { unit: needed } of waits.filter((wait) => !done.has(wait.unit))) {
        problems.push(`wave ${wave}: ${unit} waits for ${needed}, which is not before it`);
      }
      for (const kind of kindsIn(part)) {
        const owner = operatorOf(kind.group, kind.kind);
        if (owner !== undefined && !isEarlier(owner)) {
          problems.push(`wave ${wave}: ${unit} has ${kindName(kind)} before ${owner}`);
        }
      }
      const definition = platform.enabledComponents.find(({ name }) => name === component);
      const hasSidecars =
        part.chart !== undefined &&
        definition !== undefined &&
        workloadsOf(definition).some((workload) => inMesh(workload, platform.mesh));
      if (hasSidecars && !isEarlier('istio'))
        problems.push(`wave ${wave}: ${unit} has pods for the mesh before istiod`);
    }
    for (const { part } of now) {
      done.add(part.unit);
      if (part.chart !== undefined && part.unit !== 'charts/istio-base') running.add(part.component);
      if (part.component === 'cluster-issuer') running.add(part.component);
    }
  }
  return [...problems, ...closedFlows(parts, platform)];
}

function kindsIn({ component, chart, objects = [] }: OrderedPart['part']): readonly GroupKind[] {
  if (chart !== undefined) return customKinds(component);
  return objects.map(({ apiVersion, kind }) => ({ group: groupOf(apiVersion), kind }));
}
