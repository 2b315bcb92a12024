import { isCelNode } from './cel-node';
import { expressionRoot } from './expression-nodes';
import { fieldType, typeText, type CelType } from './static-type';

/** What is known of the types of an expression. */
export interface TypedExpression {
  /** Type of the result; undefined where it is not known. */
  readonly type: CelType | undefined;
  /** The first operation that no value of the types has. */
  readonly fault?: string;
}

type Known = CelType | undefined;
type Scope = ReadonlyMap<string, Known>;

const BOOL: CelType = { kind: 'bool' };
const INT: CelType = { kind: 'int' };
const DOUBLE: CelType = { kind: 'double' };
const STRING: CelType = { kind: 'string' };

/** What functions give, by name. Source: cel-go, and `k8s.io/apiserver/pkg/cel/library`. */
const RESULTS: ReadonlyMap<string, CelType> = new Map<string, CelType>([
  ...'has startsWith endsWith contains matches isURL isIP isCIDR isQuantity isSorted bool'
    .split(' ')
    .map((name): [string, CelType] => [name, BOOL]),
  ...'size indexOf lastIndexOf int'.split(' ').map((name): [string, CelType] => [name, INT]),
  ...'lowerAscii upperAscii trim replace substring charAt find join string'
    .split(' ')
    .map((name): [string, CelType] => [name, STRING]),
  ['double', DOUBLE],
  ['split', { kind: 'list', item: STRING }],
  ['findAll', { kind: 'list', item: STRING }],
]);

/** Functions of strings with a string. */
const OF_STRINGS: readonly string[] = ['startsWith', 'endsWith', 'matches'];

const PREDICATES: readonly string[] = ['all', 'exists', 'exists_one', 'existsOne', 'filter'];

/** Kinds whose values have neither fields nor items. */
const PLAIN: ReadonlyArray<CelType['kind']> = ['bool', 'int', 'double', 'string'];

/**
 * The type of an expression, as far as the types of its variables say it. The API server refuses operations between other types when a definition
 * or policy is written; what is not known here is left to it. Source: cel-go, `checker`.
 * @param source - the expression, which can be read
 * @param variables - types of its variables; others are not known
 */
export function typeOfExpression(source: string, variables: ReadonlyMap<string, CelType>): TypedExpression {
  const typing = new Typing();
  const type = typing.of(expressionRoot(source), variables);
  return { type, ...(typing.fault !== undefined && { fault: typing.fault }) };
}

class Typing {
  fault: string | undefined;

  of(node: unknown, scope: Scope): Known {
    if (!isCelNode(node)) return undefined;
    const { op, args } = node;
    const parts = Array.isArray(args) ? (args as readonly unknown[]) : [args];
    switch (op) {
      case 'value':
        return literal(args);
      case 'id':
        return scope.get(String(args));
      case '.':
        return this.field(this.of(parts[0], scope), String(parts[1]));
      case '[]':
        return this.item(this.of(parts[0], scope), this.of(parts[1], scope));
      case 'list':
        return { kind: 'list', ...common(parts.map((part) => this.of(part, scope))) };
      case 'map':
        return { kind: 'map' };
      case '?:':
        return this.choice(parts, scope);
      case 'call':
        return this.call(parts, scope);
      case 'rcall':
        return this.method(parts, scope);
      default:
        return this.operator(
          op,
          parts.map((part) => this.of(part, scope)),
        );
    }
  }

  private refuse(what: string): undefined {
    this.fault ??= what;
    return undefined;
  }

  private field(receiver: Known, name: string): Known {
    if (receiver === undefined) return undefined;
    if (receiver.kind === 'map') return receiver.item;
    if (PLAIN.includes(receiver.kind) || receiver.kind === 'list') {
      return this.refuse(`${typeText(receiver)} has no field ${name}`);
    }
    const found = fieldType(receiver, name);
    return found === 'none' ? this.refuse(`nothing has the field ${name} there`) : found;
  }

  private item(receiver: Known, index: Known): Known {
    if (receiver === undefined) return undefined;
    if (PLAIN.includes(receiver.kind)) return this.refuse(`${typeText(receiver)} has no items`);
    if (receiver.kind === 'list' && index !== undefined && index.kind !== 'int') {
      return this.refuse(`${typeText(index)} is no index of a list`);
    }
    return receiver.kind === 'list' || receiver.kind === 'map' ? receiver.item : undefined;
  }

  private choice([condition, first, second]: readonly unknown[], scope: Scope): Known {
    this.demandBool(this.of(condition, scope), '?');
    return common([this.of(first, scope), this.of(second, scope)]).item;
  }

  private call([name, list]: readonly unknown[], scope: Scope): Known {
    const types = partsOf(list).map((part) => this.of(part, scope));
    if (name === 'size' && types[0] !== undefined && ['bool', 'int', 'double'].includes(types[0].kind)) {
      return this.refuse(`${typeText(types[0])} has no size`);
    }
    return RESULTS.get(String(name));
  }

  private method([name, receiver, list]: readonly unknown[], scope: Scope): Known {
    const own = this.of(receiver, scope);
    const parts = partsOf(list);
    if (PREDICATES.includes(String(name)) || name === 'map') return this.macro(String(name), own, parts, scope);
    const types = parts.map((part) => this.of(part, scope));
    const [first] = types;
    if (OF_STRINGS.includes(String(name))) {
      for (const type of [own, first]) {
        if (type !== undefined && type.kind !== 'string')
          return this.refuse(`${String(name)} is not for ${typeText(type)}`);
      }
    }
    // A function that is not known here may be one of a later version.
    if (own !== undefined && ['bool', 'int', 'double'].includes(own.kind) && RESULTS.has(String(name))) {
      return this.refuse(`${typeText(own)} has no function ${String(name)}`);
    }
    return isNamespace(receiver, scope) ? undefined : RESULTS.get(String(name));
  }

  /** A macro with one variable; those with two are not read. */
  private macro(name: string, own: Known, [variable, ...bodies]: readonly unknown[], scope: Scope): Known {
    if (own !== undefined && PLAIN.includes(own.kind)) return this.refuse(`${typeText(own)} has no items for ${name}`);
    if (!isCelNode(variable) || variable.op !== 'id' || bodies.length > (name === 'map' ? 2 : 1)) return undefined;
    const inner = new Map([...scope, [String(variable.args), itemOf(own)] as const]);
    const types = bodies.map((body) => this.of(body, inner));
    const last = types[types.length - 1];
    if (name === 'map') {
      if (types.length === 2) this.demandBool(types[0], name);
      return { kind: 'list', ...(last !== undefined && { item: last }) };
    }
    this.demandBool(last, name);
    if (name !== 'filter') return BOOL;
    return own?.kind === 'map' ? { kind: 'list', item: STRING } : own;
  }

  private demandBool(type: Known, of: string): void {
    if (type !== undefined && type.kind !== 'bool') this.refuse(`${typeText(type)} is no condition of ${of}`);
  }

  private operator(op: string, types: readonly Known[]): Known {
    const [first, second] = types;
    if (op === '&&' || op === '||' || op === '!_') {
      for (const type of types) this.demandBool(type, op.slice(0, op === '!_' ? 1 : 2));
      return BOOL;
    }
    if (['==', '!=', '<', '<=', '>', '>='].includes(op)) {
      if (first !== undefined && second !== undefined && !isComparable(op, first, second))
        this.mismatch(op, first, second);
      return BOOL;
    }
    if (op === 'in') return this.membership(first, second);
    return this.arithmetic(op, first, second);
  }

  private membership(item: Known, list: Known): Known {
    if (list !== undefined && PLAIN.includes(list.kind)) this.refuse(`${typeText(list)} has no items for in`);
    const own = itemOf(list);
    if (item !== undefined && own !== undefined && !isComparable('==', item, own)) this.mismatch('in', item, own);
    return BOOL;
  }

  private arithmetic(op: string, first: Known, second: Known): Known {
    if (op === '-_') return first;
    if (first === undefined || second === undefined || !['+', '-', '*', '/', '%'].includes(op)) return undefined;
    const kinds: ReadonlyArray<CelType['kind']> = op === '+' ? ['int', 'double', 'string', 'list'] : ['int', 'double'];
    const isOpen = [first, second].some(({ kind }) => !PLAIN.includes(kind) && kind !== 'list');
    if (isOpen || (first.kind === second.kind && kinds.includes(first.kind))) return isOpen ? undefined : first;
    return this.mismatch(op, first, second);
  }

  private mismatch(op: string, first: CelType, second: CelType): undefined {
    return this.refuse(`${op} is not for ${typeText(first)} and ${typeText(second)}`);
  }
}

/** What macros and `in` see of a list, and of a map: its keys. */
function itemOf(type: Known): Known {
  if (type?.kind === 'map') return STRING;
  return type?.kind === 'list' ? type.item : undefined;
}

function partsOf(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? (list as readonly unknown[]) : [];
}

function literal(value: unknown): Known {
  switch (typeof value) {
    case 'boolean':
      return BOOL;
    case 'bigint':
      return INT;
    case 'number':
      return DOUBLE;
    case 'string':
      return STRING;
    default:
      return value === null ? { kind: 'null' } : undefined;
  }
}

/** The type that all have, as the type of an item. */
function common([first, ...rest]: readonly Known[]): { readonly item?: CelType } {
  if (first === undefined || !PLAIN.includes(first.kind)) return {};
  return rest.every((each) => each?.kind === first.kind) ? { item: first } : {};
}

/** Numbers have an order among each other, and are equal to those of their own type. Whether other values are, is not decided. */
function isComparable(op: string, first: CelType, second: CelType): boolean {
  const isPlain = (type: CelType): boolean => PLAIN.includes(type.kind);
  if (first.kind === second.kind) return true;
  if ([first, second].some(({ kind }) => kind === 'null')) return !isPlain(first) && !isPlain(second);
  if (!isPlain(first) && !isPlain(second)) return true;
  const numbers = ['int', 'double'];
  const areNumbers = numbers.includes(first.kind) && numbers.includes(second.kind);
  return areNumbers && op !== '==' && op !== '!=';
}

/** Whether a receiver is no value, as in `sets.contains(a, b)`. */
function isNamespace(receiver: unknown, scope: Scope): boolean {
  return isCelNode(receiver) && receiver.op === 'id' && !scope.has(String(receiver.args));
}
