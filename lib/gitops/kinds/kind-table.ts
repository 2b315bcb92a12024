import { problem } from '../problem';
import { KUBERNETES_KINDS, WELL_KNOWN_CUSTOM_KINDS } from './builtin-kinds';
import type { GroupKind, KindScope } from './kind-scope';
import { kindName } from './kind-scope';

/** The scopes of all known kinds. */
export class KindTable {
  private readonly scopes = new Map<string, boolean>();
  private readonly builtin = new Set<string>();

  constructor() {
    for (const kind of KUBERNETES_KINDS) this.builtin.add(kindName(kind));
    for (const kind of [...KUBERNETES_KINDS, ...WELL_KNOWN_CUSTOM_KINDS]) this.declare('', kind);
  }

  /**
   * Adds a kind; adding it again with the same scope is fine.
   *
   * @param path - construct path for the message
   * @throws Error when the kind is known with the other scope
   */
  declare(path: string, kind: KindScope): void {
    const name = kindName(kind);
    if ((this.scopes.get(name) ?? kind.namespaced) !== kind.namespaced) {
      throw new Error(
        problem(path, {
          what: `the kind ${name} is declared with two scopes`,
          got: scopeName(kind.namespaced),
          allowed: scopeName(!kind.namespaced),
          fix: 'remove one of the declarations',
        }),
      );
    }
    this.scopes.set(name, kind.namespaced);
  }

  /** Whether the objects of a kind are namespaced; undefined for an unknown kind. */
  isNamespaced(kind: GroupKind): boolean | undefined {
    return this.scopes.get(kindName(kind));
  }

  /** Whether a kind comes from a CustomResourceDefinition, as far as the table of Kubernetes tells. */
  isCustom(kind: GroupKind): boolean {
    return !this.builtin.has(kindName(kind));
  }

  /** A copy that can take declarations of its own. */
  copy(): KindTable {
    const copy = new KindTable();
    for (const [name, namespaced] of this.scopes) copy.scopes.set(name, namespaced);
    return copy;
  }
}

function scopeName(namespaced: boolean): string {
  return namespaced ? 'namespaced' : 'cluster-scoped';
}
