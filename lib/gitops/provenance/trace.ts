import { Node, type IConstruct } from 'constructs';
import { programPlace, type ProgramPlace } from './frames';

/** Frames of a stack that are looked at: constructs of users may be nested deep. */
const DEPTH = 100;

/** Apps whose constructs are traced. */
const TRACED = new WeakSet<IConstruct>();
const STACKS = new WeakMap<IConstruct, Recorded>();

/** The stack of the creation of a construct, and how many were created before it. */
interface Recorded {
  readonly stack: string;
  readonly order: number;
}

let count = 0;

/** The part of `Node` by which it gets to know its children; it is not declared. */
interface Parent {
  readonly root: IConstruct;
  addChild(child: IConstruct, name: string): void;
}

let isPatched = false;

/**
 * Remembers from now on by which lines the constructs of an app are created. Without a call of it nothing is changed and nothing costs time.
 * @param app - the root
 */
export function traceConstructs(app: IConstruct): void {
  TRACED.add(app);
  record(app);
  if (isPatched) return;
  isPatched = true;
  const prototype = Node.prototype as unknown as Parent;
  const { addChild } = prototype as { readonly addChild: (this: Parent, child: IConstruct, name: string) => void };
  prototype.addChild = function (this: Parent, child: IConstruct, name: string): void {
    if (TRACED.has(this.root)) record(child);
    addChild.call(this, child, name);
  };
}

/**
 * Does work whose constructs are not created by a line of the program, such as a synthesis.
 * @param app - the root
 * @param work - the work
 */
export function withoutTrace<T>(app: IConstruct, work: () => T): T {
  const isTraced = TRACED.delete(app);
  try {
    return work();
  } finally {
    if (isTraced) TRACED.add(app);
  }
}

/**
 * Where a construct is created; of one that a synthesis has made, where the nearest construct around it is.
 * @param construct - the construct
 */
export function createdAt(construct: IConstruct): (ProgramPlace & { readonly order: number }) | undefined {
  const own = STACKS.get(construct);
  if (own !== undefined) return { ...programPlace(own.stack), order: own.order };
  const { scope } = construct.node;
  const outer = scope && createdAt(scope);
  return outer && { ...outer, isDirect: false };
}

/**
 * The lines of the program that call a method of a construct; undefined where nothing is traced. To be called by that method.
 * @param construct - the construct
 */
export function calledAt(construct: IConstruct): readonly string[] | undefined {
  return TRACED.has(construct.node.root) ? programPlace(stackNow()).lines : undefined;
}

function record(construct: IConstruct): void {
  STACKS.set(construct, { stack: stackNow(), order: count++ });
}

function stackNow(): string {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = DEPTH;
  const { stack = '' } = new Error('traced');
  Error.stackTraceLimit = limit;
  return stack;
}
