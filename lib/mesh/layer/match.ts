import { PortSet } from '../../connectivity';

/** Ports at which a condition holds: for sure, or possibly where it depends on what manifests do not say, such as paths. */
export interface Match {
  /** Ports at which it holds for every request. */
  readonly sure: PortSet;
  /** Ports at which it can hold. */
  readonly possible: PortSet;
}

/** Holds at every port. */
export const ALWAYS: Match = { sure: PortSet.ALL, possible: PortSet.ALL };

/** Holds at no port. */
export const NEVER: Match = { sure: PortSet.NONE, possible: PortSet.NONE };

/** Depends on what manifests do not say. */
export const MAYBE: Match = { sure: PortSet.NONE, possible: PortSet.ALL };

/** Holds at certain ports. */
export function at(ports: PortSet): Match {
  return { sure: ports, possible: ports };
}

/** Holds where all of them hold; without any, everywhere. */
export function every(matches: readonly Match[]): Match {
  return matches.reduce(
    (all, one) => ({ sure: all.sure.intersect(one.sure), possible: all.possible.intersect(one.possible) }),
    ALWAYS,
  );
}

/** Holds where one of them holds; without any, nowhere. */
export function some(matches: readonly Match[]): Match {
  return matches.reduce(
    (all, one) => ({ sure: all.sure.union(one.sure), possible: all.possible.union(one.possible) }),
    NEVER,
  );
}

/** Holds where it does not. */
export function not({ sure, possible }: Match): Match {
  return { sure: PortSet.ALL.subtract(possible), possible: PortSet.ALL.subtract(sure) };
}
