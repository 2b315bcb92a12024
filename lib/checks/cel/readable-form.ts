import { celText, isCelNode, madeNode, type CelNode } from './cel-node';

/** Whether a part of a rule is a set, or another list whose items differ. */
export type IsTypedList = (node: CelNode) => boolean;

/**
 * A rule in the form that the library reads: it takes `has()` of plain paths only, converts strings otherwise than Go, and has no macros with two
 * variables.
 * @param source - the rule
 * @param root - the rule as it was parsed
 * @param isSet - says it of the parts of the rule
 */
export function readableForm(source: string, root: CelNode, isSet: IsTypedList): string {
  const form = new Form(isSet);
  const changed = form.of(root);
  return changed === root ? source : celText(changed, source);
}

/** Functions with other names here: the library reads other strings than Go does, and has days of a year in the time zone of the machine. */
const CALLS: Readonly<Record<string, string>> = {
  duration: 'goDuration',
  int: 'goInt',
  uint: 'goUint',
  double: 'goDouble',
  bool: 'goBool',
};
const METHODS: Readonly<Record<string, string>> = { matches: 'goMatches', getDayOfYear: 'dayOfYear' };

/** A part of an expression in another form. */
type Rewrite = (receiver: CelNode, args: readonly CelNode[], name: string) => CelNode;

class Form {
  private names = 0;

  constructor(private readonly isSet: IsTypedList) {}

  of(node: CelNode): CelNode {
    const inner = this.inside(node.args);
    const copy = inner === node.args ? node : { ...node, args: inner };
    if (node.op === 'call') return this.call(copy);
    if (node.op === 'rcall') return this.method(copy);
    return this.operator(copy, node);
  }

  private inside(value: unknown): unknown {
    if (isCelNode(value)) return this.of(value);
    if (!Array.isArray(value)) return value;
    const list = value as readonly unknown[];
    const changed = list.map((each) => this.inside(each));
    return changed.every((each, index) => each === list[index]) ? list : changed;
  }

  /** `has(a[0].b)` is `(a[0]).?b.hasValue()`. */
  private call(node: CelNode): CelNode {
    const [name, args] = node.args as readonly [string, readonly CelNode[]];
    const [field] = args;
    if (name === 'has' && field?.op === '.' && !isPath(field)) {
      return method(node, 'hasValue', { ...field, op: '.?' }, []);
    }
    const by = Object.hasOwn(CALLS, name) && args.length === 1 ? CALLS[name] : undefined;
    return by === undefined ? node : { ...node, args: [by, args] };
  }

  private method(node: CelNode): CelNode {
    const [name, receiver, args] = node.args as readonly [string, CelNode, readonly CelNode[]];
    const key = `${name}/${args.length}`;
    const rewrite = Object.hasOwn(this.rewrites, key) ? this.rewrites[key] : undefined;
    if (rewrite !== undefined && args[0]?.op === 'id') return rewrite(receiver, args, name);
    const by = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
    return by === undefined ? node : { ...node, args: [by, receiver, args] };
  }

  /** Sets are joined without what is there already, and compared with lists in the order of these. */
  private operator(copy: CelNode, { op, args }: CelNode): CelNode {
    if (!['+', '==', '!='].includes(op)) return copy;
    const [left, right] = args as readonly [CelNode, CelNode];
    const [a, b] = copy.args as readonly [CelNode, CelNode];
    if (op === '+')
      return this.isSet(left)
        ? call('joinSet', [a, b])
        : this.isSet(right)
          ? { ...copy, args: [a, call('asList', [b])] }
          : copy;
    return this.isSet(right) && !this.isSet(left) ? { ...copy, args: [a, call('asList', [b])] } : copy;
  }

  /** Source: cel-go, `ext/comprehensions.go` and `cel/library.go`. */
  private readonly rewrites: Readonly<Record<string, Rewrite>> = {
    ...Object.fromEntries(
      ['all', 'exists', 'exists_one', 'existsOne'].map((macro): [string, Rewrite] => [
        `${macro}/3`,
        (receiver, args) =>
          this.overPairs(macro === 'existsOne' ? 'exists_one' : macro, receiver, args, ([body]) => body),
      ]),
    ),
    ...Object.fromEntries(
      [3, 4].flatMap((count): Array<[string, Rewrite]> => [
        [`transformList/${count}`, (receiver, args) => this.overPairs('map', receiver, args)],
        [
          `transformMap/${count}`,
          (receiver, args) =>
            call('asMap', [
              this.overPairs('map', receiver, args, (bodies, key) =>
                listNode([key, bodies[bodies.length - 1] as CelNode]),
              ),
            ]),
        ],
        [`transformMapEntry/${count}`, (receiver, args) => call('mergedMap', [this.overPairs('map', receiver, args)])],
      ]),
    ),
    'optMap/2': (receiver, [name, body]) =>
      this.whereThere(receiver, (value) => call('optionalOf', [bind(name as CelNode, value, body as CelNode)])),
    'optFlatMap/2': (receiver, [name, body]) =>
      this.whereThere(receiver, (value) => bind(name as CelNode, value, body as CelNode)),
  };

  private fresh(): CelNode {
    return madeNode(`made_${this.names++}`);
  }

  /** A macro over the entries of a map or list, of which one variable is the key or index, and the other the value. */
  private overPairs(
    macro: string,
    receiver: CelNode,
    [key, value, ...bodies]: readonly CelNode[],
    whole: (bodies: readonly CelNode[], key: CelNode) => CelNode | undefined = (all) => all[all.length - 1],
  ): CelNode {
    const pair = this.fresh();
    const bound = (body: CelNode | undefined): CelNode =>
      bind(key as CelNode, field(pair, 'key'), bind(value as CelNode, field(pair, 'value'), body as CelNode));
    const filter = bodies.length > 1 ? [bound(bodies[0])] : [];
    return method(receiver, macro, call('pairs', [receiver]), [pair, ...filter, bound(whole(bodies, key as CelNode))]);
  }

  private whereThere(receiver: CelNode, then: (value: CelNode) => CelNode): CelNode {
    const name = this.fresh();
    const body: CelNode = {
      ...receiver,
      op: '?:',
      args: [
        method(receiver, 'hasValue', name, []),
        then(method(receiver, 'value', name, [])),
        madeNode('optional.none()'),
      ],
    };
    return bind(name, receiver, body);
  }
}

/** Names joined by dots. */
function isPath({ op, args }: CelNode): boolean {
  return op === 'id' || (op === '.' && isPath((args as readonly [CelNode])[0]));
}

function call(name: string, args: readonly CelNode[]): CelNode {
  return { op: 'call', args: [name, args], start: 0, end: 0 };
}

function method({ start, end }: CelNode, name: string, receiver: CelNode, args: readonly CelNode[]): CelNode {
  return { op: 'rcall', args: [name, receiver, args], start, end };
}

function field(node: CelNode, name: string): CelNode {
  return { op: '.', args: [node, name], start: 0, end: 0 };
}

function listNode(items: readonly CelNode[]): CelNode {
  return { op: 'list', args: items, start: 0, end: 0 };
}

function bind(name: CelNode, value: CelNode, body: CelNode): CelNode {
  return method(body, 'bind', madeNode('cel'), [name, value, body]);
}
