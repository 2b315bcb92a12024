import { ADDRESS_FUNCTIONS, Ip, IpNamespace, Network } from './functions/addresses';
import type { IpAddress } from '../../values/ip-address';
import { parseGoDuration } from '../../values/quantities';
import { Amount, AMOUNT_FUNCTIONS } from './functions/amounts';
import { CelInputError, type FunctionTable } from './functions/function-table';
import { LIST_FUNCTIONS, Lists, Sets } from './functions/lists';
import { Format, Formats, STRING_FUNCTIONS, Strings } from './functions/strings';
import { Url, URL_FUNCTIONS } from './functions/urls';
import { CONVERSION_FUNCTIONS, uintOf } from './functions/conversions';
import { MACRO_FUNCTIONS, OPTIONAL_OPERATORS } from './functions/macros';
import { compareVersions, Version, VERSION_FUNCTIONS } from './functions/versions';
import { Environment, Optional } from './library';
import type { CelNode } from './cel-node';
import { readableForm } from './readable-form';
import type { ListTypes } from './typed-lists';

/** An expression that can be evaluated with its variables. */
export type CelProgram = (variables: Readonly<Record<string, unknown>>) => unknown;

const TYPES: Readonly<Record<string, new (...args: never[]) => object>> = {
  URL: Url,
  IP: Ip,
  IpNamespace,
  CIDR: Network,
  Quantity: Amount,
  Sets,
  Lists,
  Strings,
  Semver: Version,
  Format,
  Formats,
};

/** When two values of a type are the same. */
const OPERATORS: FunctionTable = {
  'kubernetes.IP == kubernetes.IP': (a: Ip, b: Ip) => sameAddress(a.address, b.address),
  'kubernetes.CIDR == kubernetes.CIDR': (a: Network, b: Network) =>
    a.bits === b.bits && sameAddress(a.address, b.address),
  'kubernetes.Quantity == kubernetes.Quantity': (a: Amount, b: Amount) => a.billionths === b.billionths,
  'kubernetes.Semver == kubernetes.Semver': (a: Version, b: Version) => compareVersions(a, b) === 0,
  'kubernetes.URL == kubernetes.URL': (a: Url, b: Url) => JSON.stringify(a.parts) === JSON.stringify(b.parts),
};

function sameAddress(a: IpAddress, b: IpAddress): boolean {
  return a.family === b.family && a.value === b.value;
}

let environment: Environment | undefined;

let plain: { readonly durationOf: CelProgram; readonly timeOf: CelProgram; readonly uintOf: CelProgram } | undefined;

/** What the library itself makes of strings. */
function plainPrograms(): NonNullable<typeof plain> {
  if (plain !== undefined) return plain;
  const made = new Environment({ unlistedVariablesAreDyn: true });
  return (plain = {
    durationOf: made.parse('duration(text)'),
    timeOf: made.parse('timestamp(text)'),
    uintOf: made.parse('uint(number)'),
  });
}

/** A duration as CEL has it, of a string as Go reads it. */
export function celDuration(text: string): unknown {
  const nanoseconds = parseGoDuration(text);
  if (nanoseconds === undefined) throw new CelInputError(`${JSON.stringify(text)} is not a duration`);
  return plainPrograms().durationOf({ text: `${nanoseconds}ns` });
}

/** A time as CEL has it. */
export function celTime(text: string): unknown {
  return plainPrograms().timeOf({ text });
}

function plainUint(number: bigint): unknown {
  return plainPrograms().uintOf({ number });
}

/** CEL with the functions of the API server, and with types that are known when a rule is evaluated. */
function kubernetesEnvironment(): Environment {
  if (environment !== undefined) return environment;
  const made = new Environment({
    unlistedVariablesAreDyn: true,
    homogeneousAggregateLiterals: false,
    enableOptionalTypes: true,
  });
  for (const [name, ctor] of Object.entries(TYPES)) made.registerType(`kubernetes.${name}`, ctor);
  made.registerConstant('sets', 'kubernetes.Sets', new Sets());
  made.registerConstant('lists', 'kubernetes.Lists', new Lists());
  made.registerConstant('strings', 'kubernetes.Strings', new Strings());
  made.registerConstant('ip', 'kubernetes.IpNamespace', new IpNamespace());
  made.registerConstant('format', 'kubernetes.Formats', new Formats());
  const tables = [
    LIST_FUNCTIONS,
    STRING_FUNCTIONS,
    ADDRESS_FUNCTIONS,
    URL_FUNCTIONS,
    AMOUNT_FUNCTIONS,
    VERSION_FUNCTIONS,
    CONVERSION_FUNCTIONS,
    MACRO_FUNCTIONS,
  ];
  for (const [signature, handler] of tables.flatMap(handlersOf)) {
    made.registerFunction(signature, handler, { async: false });
  }
  made.registerFunction('goUint(dyn): uint', (value: unknown) => plainUint(uintOf(value)), { async: false });
  for (const [signature, handler] of handlersOf({ ...OPERATORS, ...OPTIONAL_OPERATORS }))
    made.registerOperator(signature, handler);
  made.registerFunction('goDuration(string): google.protobuf.Duration', celDuration, { async: false });
  made.registerFunction(
    'kubernetes.Format.validate(string): optional<list<string>>',
    ({ test }: Format, text: string) => (test(text) ? Optional.none() : Optional.of(['has another form'])),
    { async: false },
  );
  return (environment = made);
}

/** The library passes values of the types that a signature names. */
function handlersOf(table: FunctionTable): Array<[signature: string, handler: (...args: unknown[]) => unknown]> {
  return Object.entries(table) as Array<[string, (...args: unknown[]) => unknown]>;
}

/** Programs by expression, for rules without sets, and for the others by their lists. */
const programs = { plain: new Map<string, CelProgram>(), ofSets: new WeakMap<ListTypes, Map<string, CelProgram>>() };

function programsOf(lists: ListTypes | undefined): Map<string, CelProgram> {
  if (lists?.hasSets !== true) return programs.plain;
  const own = programs.ofSets.get(lists) ?? new Map<string, CelProgram>();
  programs.ofSets.set(lists, own);
  return own;
}

/**
 * An expression as the API server reads it.
 * @param source - the expression
 * @param lists - which of its lists are sets
 * @throws Error of the library where it, or a function of it, is not known here
 */
export function celProgram(source: string, lists?: ListTypes): CelProgram {
  const all = programsOf(lists);
  const known = all.get(source);
  if (known !== undefined) return known;
  const form = readableForm(source, celSyntax(source), (node) => lists?.isSet(node) === true);
  const parsed = kubernetesEnvironment().parse(form);
  const { error } = parsed.check();
  if (error !== undefined) throw error;
  all.set(source, parsed);
  return parsed;
}

/**
 * Reads an expression, so that it is known when it is evaluated.
 * @param source - the expression; what is wrong with it is found then
 * @param lists - which of its lists are sets
 */
export function prepareProgram(source: string, lists?: ListTypes): void {
  try {
    celProgram(source, lists);
  } catch {
    return;
  }
}

/**
 * An expression as it is written.
 * @param source - the expression
 * @throws Error of the library where it cannot be read
 */
export function celSyntax(source: string): CelNode {
  return kubernetesEnvironment().parse(source).ast;
}

/** What `oldSelf` is where it is an optional, and there is an old object. */
export function someValue(value: unknown): unknown {
  return Optional.of(value);
}

/** What `oldSelf` is where there is no old object. */
export function noValue(): unknown {
  return Optional.none();
}
