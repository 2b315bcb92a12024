import type { JsonObject, JsonValue } from '../values/json';
import { parseIpRange, type IpRange } from './ip-ranges';
import { groupOf, kindOf, listAt, textAt, textsAt } from './manifest';
import { readSelector, selects } from './selector';

/** The nodes of a cluster, as far as they are known. */
export interface Nodes {
  /** All addresses of the Nodes; empty when there is no Node. */
  readonly addresses: readonly IpRange[];
  /** The addresses of the nodes that a selector selects; nothing when they are not known. */
  selected(selector: JsonValue): readonly IpRange[] | undefined;
}

interface Node {
  readonly labels: Readonly<Record<string, string>>;
  readonly addresses: readonly IpRange[];
}

/**
 * The Nodes among manifests, with the addresses in their status.
 * @param objects - manifests of any kinds, without Lists
 * @param stated - addresses of all nodes, if they are known besides
 */
export function readNodes(objects: readonly JsonObject[], stated: readonly IpRange[] | undefined): Nodes {
  const nodes = objects.filter((object) => kindOf(object) === 'Node' && groupOf(object) === '').map(readNode);
  return {
    addresses: nodes.flatMap(({ addresses }) => addresses),
    selected(selector) {
      const read = readSelector(selector, '', []);
      if (read.requirements.length === 0 && stated !== undefined) return stated;
      if (nodes.length === 0) return undefined;
      return nodes.filter(({ labels }) => selects(read, labels)).flatMap(({ addresses }) => addresses);
    },
  };
}

function readNode(object: JsonObject): Node {
  const texts = listAt(object, 'status', 'addresses').map((each) => textAt(each, 'address') ?? '');
  return {
    labels: textsAt(object, 'metadata', 'labels'),
    // Host names are among them.
    addresses: texts.flatMap((text) => parseIpRange(text) ?? []),
  };
}
