import type { Explanation } from '../../connectivity';
import type { Topology, TopologyEdge } from '../model';
import { badge, breakable, fill, h } from './dom';
import { readPort, type Engine } from './engine';

type Direction = Explanation['egress'];

/** The form that asks why traffic is open or closed. */
export class ExplainView {
  readonly element: HTMLElement;
  private readonly from = h('input', {
    type: 'text',
    list: 'peers',
    required: true,
    autocomplete: 'off',
    spellcheck: 'false',
  });
  private readonly to = h('input', {
    type: 'text',
    list: 'peers',
    required: true,
    autocomplete: 'off',
    spellcheck: 'false',
  });
  private readonly port = h('input', { type: 'text', placeholder: 'any', size: 8, autocomplete: 'off' });
  private readonly answer = h('div', { class: 'answer', 'aria-live': 'polite' });

  constructor(
    private readonly engine: Engine,
    private readonly topology: Topology,
  ) {
    const names = h('datalist', { id: 'peers' }, ...engine.names.map((name) => h('option', { value: name })));
    this.element = h(
      'div',
      { class: 'explain card' },
      h('h3', {}, 'Why, or why not?'),
      h(
        'form',
        {
          onsubmit: (event) => {
            event.preventDefault();
            this.ask();
          },
        },
        h('label', {}, h('span', {}, 'From'), this.from),
        h('label', {}, h('span', {}, 'To'), this.to),
        h('label', { class: 'port' }, h('span', {}, 'Port'), this.port),
        h('button', { type: 'submit', class: 'primary' }, 'Explain'),
        h('button', { type: 'button', onclick: () => this.swap() }, 'Swap'),
      ),
      h(
        'p',
        { class: 'hint' },
        'Pods as namespace/name, an address, or a range such as 10.0.0.0/24. A port as 8080 or 53/UDP.',
      ),
      names,
      this.answer,
    );
  }

  /** Fills in one end, and asks when both are there. */
  set(side: 'from' | 'to', text: string): void {
    this[side].value = text;
    if (this.from.value !== '' && this.to.value !== '') this.ask();
    else this[side === 'from' ? 'to' : 'from'].focus();
  }

  private swap(): void {
    [this.from.value, this.to.value] = [this.to.value, this.from.value];
    if (this.from.value !== '' && this.to.value !== '') this.ask();
  }

  private ask(): void {
    const [from, to] = [this.engine.peer(this.from.value), this.engine.peer(this.to.value)];
    const port = readPort(this.port.value);
    const wrong = [
      from === undefined && `“${this.from.value}” names no pods, or several`,
      to === undefined && `“${this.to.value}” names no pods, or several`,
      port === undefined && `“${this.port.value}” is not a port`,
    ].filter((text) => text !== false);
    if (from === undefined || to === undefined || port === undefined) {
      fill(this.answer, h('p', { class: 'problem' }, `${wrong.join('; ')}.`));
      return;
    }
    const explanation = this.engine.explain(from, to, port.port, port.protocol);
    const flows = this.topology.edges.filter(
      (edge) => edge.from === from.id && edge.to === to.id && edge.kind !== 'policy',
    );
    fill(this.answer, explained(explanation, this.topology, flows));
  }
}

/** An explanation with the places of its policies. */
export function explained(
  explanation: Explanation,
  topology: Topology,
  flows: readonly TopologyEdge[] = [],
): HTMLElement {
  const { from, to, asked, allowed, egress, ingress, layers, notes } = explanation;
  const isClosed = allowed.isEmpty();
  const isOpen = !isClosed && allowed.containsAll(asked);
  const state = isClosed ? 'closed' : isOpen ? 'open' : 'open in part';
  const doubtful = topology.unevaluated.length > 0 && !isClosed;
  return h(
    'div',
    {},
    h(
      'p',
      { class: 'verdict' },
      badge(doubtful ? `${state}, not certain` : state, isClosed ? 'bad' : isOpen && !doubtful ? 'good' : 'doubtful'),
      ' ',
      breakable(from.id),
      ' → ',
      breakable(to.id),
      h('span', { class: 'ports' }, ` ${portText(asked.toString())}`),
    ),
    state === 'open in part' && h('p', {}, 'Open: ', h('span', { class: 'ports' }, portText(allowed.toString()))),
    doubtful && h('p', { class: 'problem' }, `Not evaluated: ${topology.unevaluated.join(', ')}`),
    h(
      'dl',
      { class: 'reasons' },
      ...direction(egress, topology),
      ...direction(ingress, topology),
      ...layers.flatMap(layerItems),
    ),
    flows.length > 0 &&
      h(
        'ul',
        { class: 'plain' },
        ...flows.map((flow) => h('li', {}, badge(flow.kind, 'accent'), ` ${flow.ports}: ${flow.reason}`)),
      ),
    ...notes.map((note) => h('p', { class: 'hint' }, note)),
  );
}

function layerItems({ name, allowed, reasons }: Explanation['layers'][number]): HTMLElement[] {
  return [
    h('dt', {}, name),
    h(
      'dd',
      {},
      h('p', {}, `Allows ${portText(allowed.toString())}.`),
      h('ul', { class: 'plain' }, ...reasons.map((reason) => h('li', {}, reason))),
    ),
  ];
}

function direction(part: Direction, topology: Topology): HTMLElement[] {
  const { direction: name, isolated, why = '', policies, decisions, grants, refusals, refused, allowed } = part;
  const title = name === 'egress' ? 'Leaving the source' : 'Entering the destination';
  const rules = [
    ...decisions.map((each) =>
      rule(each.policy, each.direction, each.rule, `${WORDS[each.action]} ${each.ports.toString()}`, topology),
    ),
    ...grants
      .filter(({ policy }) => policies.includes(policy))
      .map((grant) => rule(grant.policy, grant.direction, grant.rule, `allows ${grant.ports.toString()}`, topology)),
    ...(isolated ? refusals.filter(({ policy }) => policies.includes(policy)) : []).map((each) =>
      rule(each.policy, each.direction, each.rule, each.why, topology),
    ),
  ];
  const state = isolated
    ? refused.isEmpty()
      ? `allowed by ${grants.length === 1 ? 'a rule' : 'rules'}`
      : allowed.isEmpty()
        ? 'no rule allows it'
        : `no rule allows ${portText(refused.toString())}`
    : why;
  return [
    h('dt', {}, title),
    h(
      'dd',
      {},
      h('p', {}, `${state.charAt(0).toUpperCase()}${state.slice(1)}.`),
      rules.length > 0 && h('ul', { class: 'rules' }, ...rules),
    ),
  ];
}

const WORDS = { Accept: 'allows', Deny: 'denies', Pass: 'passes on' } as const;

function rule(
  policy: string,
  way: string,
  index: number | undefined,
  what: string,
  { policies }: Topology,
): HTMLElement {
  const place = policies[policy];
  return h(
    'li',
    {},
    h('code', {}, policy, index === undefined ? '' : ` ${way}[${index}]`),
    ` ${what}`,
    place !== undefined && h('span', { class: 'place' }, place),
  );
}

function portText(text: string): string {
  return text === 'all' ? 'every port' : text;
}
