import type { CheckedObject } from '../checked-object';
import { referencesOf } from '../references';

/** Tells which objects refer to one. */
export type UsersOf = (object: CheckedObject) => readonly CheckedObject[];

/**
 * The users of objects by name; references are read once, at the first question.
 * @param objects - all objects
 */
export function usersAmong(objects: readonly CheckedObject[]): UsersOf {
  let users: Map<string, Set<CheckedObject>> | undefined;
  return ({ scope, kind, namespace, name }) => [
    ...((users ??= indexed(objects)).get(keyOf(scope, kind, namespace, name)) ?? []),
  ];
}

function indexed(objects: readonly CheckedObject[]): Map<string, Set<CheckedObject>> {
  const users = new Map<string, Set<CheckedObject>>();
  for (const object of objects) {
    for (const { kind, namespace, name } of referencesOf(object)) {
      const key = keyOf(object.scope, kind.kind, namespace, name);
      users.set(key, (users.get(key) ?? new Set()).add(object));
    }
  }
  return users;
}

function keyOf(scope: string, kind: string, namespace: string | undefined, name: string): string {
  return JSON.stringify([scope, kind, namespace ?? null, name]);
}
