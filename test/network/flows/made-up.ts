import { Category } from '../../../lib/definition/category';
import { defineComponent } from '../../../lib/definition/define-component';
import type { ComponentDefinition, ComponentFacts } from '../../../lib/definition/definition';
import type { Flow, FlowFacts } from '../../../lib/network/flows';
import { flowsOf } from '../../../lib/network/flows';

/** A made-up component: what a test says, in a namespace without sidecars unless it says otherwise. */
export function component(name: string, facts: Partial<ComponentFacts> = {}): ComponentDefinition {
  return defineComponent({
    name,
    category: Category.OBSERVABILITY,
    namespace: 'cert-manager',
    images: [],
    ...facts,
  });
}

/** Flows of made-up components, on an admin cluster with nothing set unless a test says otherwise. */
export function flows(definitions: readonly ComponentDefinition[], facts: Partial<FlowFacts> = {}): readonly Flow[] {
  return flowsOf({ definitions, mesh: {}, spec: {}, role: 'admin', ...facts });
}

/** Flows as `<id> <ports>`, without name lookups. */
export function lines(definitions: readonly ComponentDefinition[], facts: Partial<FlowFacts> = {}): string[] {
  return flows(definitions, facts)
    .filter(({ kind }) => kind !== 'dns')
    .map(({ id, ports }) => `${id} ${portText(ports)}`);
}

function portText(ports: Flow['ports']): string {
  return ports === 'all' ? ports : ports.map(({ port, protocol }) => `${port}/${protocol}`).join(' ');
}
